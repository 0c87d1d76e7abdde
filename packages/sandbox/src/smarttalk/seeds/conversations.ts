/** What has been said before. */

import type { SeedContext } from "../../core/world/index.ts";
import { type ChatMessage, canvases, conversations, messages } from "../records/index.ts";
import { demo, demoCredentials } from "./demo-ids.ts";
import { sowToken } from "./keys.ts";

const jane = { id: demo.userId, email: "jane.doe@example.com", name: "Jane Doe" };
const sam = { id: demo.ownerId, email: "sam.lee@shop.example", name: "Sam Lee" };
const mia = { id: "cm9x4k3c70002l708u6e1j0fs", email: "assistant@example.com", name: "Mia" };
const visitor = { id: "anonymous", email: "anonymous@example.com", name: "Anonymous" };

const greeting = "Hello, I am Mia. How can I help?";

interface Past {
  readonly id: string;
  readonly title: string;
  readonly kind?: "chat" | "admin";
  readonly owner?: ChatMessage["author"];
  /** What was said, Mia first, then in turn. */
  readonly texts: readonly string[];
  readonly messageIds?: readonly string[];
  /** Milliseconds ago. */
  readonly age: number;
}

/** Sows the conversations that examples print. */
export async function sowConversations(context: SeedContext): Promise<void> {
  await sowPast(context, {
    id: demo.chatInstanceId,
    title: "Sending something back",
    owner: jane,
    age: 3_600_000,
    messageIds: ["cmd9a1t9c0006l508v3h7p2bx", "cmd9a2b4e0008l508m1y5k9dq", "cmd9a2c7z000al508t4n6g8wr"],
    texts: [
      greeting,
      "How do I send something back?",
      "You can send back any item within 30 days of delivery. Put it in its box, print the label from your account, and drop it at a parcel shop. The refund arrives within five working days.",
    ],
  });
  await sowPast(context, {
    id: demo.otherChatInstanceId,
    title: "Blue mug",
    owner: jane,
    age: 86_400_000,
    texts: [greeting, "Do you have the blue mug?", "Yes, the blue mug is in stock.", "Thanks.", "You are welcome."],
  });
  await sowPast(context, {
    id: demo.adminChatInstanceId,
    title: "Yesterday",
    kind: "admin",
    owner: sam,
    age: 7_200_000,
    texts: ["Hello Sam, what would you like to know about your conversations?"],
  });
  await sowPast(context, { id: demo.visitorChatInstanceId, title: "", age: 600_000, texts: [greeting] });
  await sowToken(context, demoCredentials.visitorToken, {
    kind: "visitor-token",
    organizationId: demo.organizationId,
    chatModelId: demo.chatModelId,
    chatInstanceId: demo.visitorChatInstanceId,
  });
  await sowCanvas(context);
}

/** The file that examples print. */
async function sowCanvas({ transaction, clock, addFile }: SeedContext): Promise<void> {
  const id = "cmd9a6q2v0010l708f4j7x8tb";
  const text =
    "Return policy 2026\n\nArticles can be returned within 30 days of delivery, unused and in their box.\nThe refund goes to the means of payment of the order within 5 working days.\nEngraved articles cannot be returned.\n";
  addFile(id, text);
  await transaction.insert(canvases, {
    id,
    conversationId: demo.chatInstanceId,
    title: "Return policy 2026",
    fileName: "attachment-return-policy.txt",
    fileType: "TEXT",
    purpose: "ANALYSIS",
    mediaType: "text/plain",
    size: new TextEncoder().encode(text).length,
    text,
    createdAt: clock.now(),
    readyAt: clock.now(),
  });
}

/** A visitor who has talked about an order some days ago. */
export async function sowReturningVisitor(context: SeedContext): Promise<void> {
  await sowPast(context, {
    id: "cmd2r5n8q0001l508r3t6n9vs",
    title: "Order 4711",
    owner: jane,
    age: 3 * 86_400_000,
    texts: [
      greeting,
      "Where is my order 4711?",
      "It is on its way and arrives tomorrow.",
      "My name is Jane, by the way.",
    ],
  });
}

/** More conversations and messages than a page has. */
export async function sowLongHistory(context: SeedContext): Promise<void> {
  for (let number = 1; number <= 60; number += 1) {
    const label = String(number).padStart(4, "0");
    await sowPast(context, {
      id: `cml0n6h1s${label}l508k2c8w5rn`,
      title: `Question ${number}`,
      owner: jane,
      age: (number + 2) * 86_400_000,
      texts: [greeting, `What about question ${number}?`, `This is the answer to question ${number}.`],
    });
  }
  const texts = Array.from({ length: 401 }, (_none, index) =>
    index % 2 === 1 ? `Question ${(index + 1) / 2}` : index === 0 ? greeting : `Answer ${index / 2}`,
  );
  await sowPast(context, { id: "cml0n6c0n0001l508v3r5a7tn", title: "A long one", owner: jane, age: 86_400_000, texts });
}

async function sowPast({ transaction, clock, draw }: SeedContext, past: Past): Promise<void> {
  const { id, title, kind = "chat", owner, texts, age, messageIds = [] } = past;
  const start = clock.now() - age;
  const said: ChatMessage[] = [];
  for (const [index, text] of texts.entries()) {
    const isMia = index % 2 === 0;
    said.push({
      id: messageIds[index] ?? (await draw("ids/messages", (chance) => chance.id("c"))),
      conversationId: id,
      position: index + 1,
      role: isMia ? "BOT" : "USER",
      author: isMia ? mia : (owner ?? visitor),
      text,
      createdAt: start + index * 1_000,
    });
  }
  for (const message of said) await transaction.insert(messages, message);
  await transaction.insert(conversations, {
    id,
    chatModelId: demo.chatModelId,
    kind,
    ...(owner && { ownerId: owner.id }),
    title,
    lang: "en",
    createdAt: start,
    updatedAt: said.at(-1)?.createdAt ?? start,
    preview: said.at(-1)?.text ?? "",
    messageCount: said.length,
  });
}
