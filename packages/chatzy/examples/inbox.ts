import { createChatzy, openInbox } from "@parley/chatzy";

const inbox = openInbox(createChatzy(), {
  userEmailId: "user@example.com",
  password: process.env.CHATZY_PASSWORD ?? "",
});
for await (const { contactId, contactName, unreadMessageCount } of inbox.contacts({ filter: "unread" })) {
  console.log(contactName, unreadMessageCount);
  for await (const { role, content } of inbox.messages({ contactId })) console.log(" ", role, content);
}
