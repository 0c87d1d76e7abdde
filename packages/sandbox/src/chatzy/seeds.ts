/** What a world has of Chatzy AI when it begins: the ids and keys are those that the vendor's pages print. */

import { hashOf } from "../core/auth/index.ts";
import type { Seed, SeedContext } from "../core/world/index.ts";
import { accounts, agents, contacts, conversations, knownClips, signingKeys, storedFiles } from "./collections.ts";
import { demo } from "./demo.ts";
import { addMessages, type NewMessage } from "./dialogue.ts";
import type { AgentRecord, Contact, Conversation } from "./records.ts";
import { keyOf } from "./tokens.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Recordings of one greeting, which the contract shows. */
const helloThere = [
  "c542f5ab0c973754b7a2e8bb03e8de35d387324dda5f3ec8c453bfe47fe1fcef",
  "0144a9810f807bdd9b887ef487a5e2433e7b3d3c7a8d95759a86329c980cd1ea",
  "3e3ce0a174adf95aa84784b735bb925b070a99e7faa353861c1ef06e2753bd43",
];

const greeting = { switch: true, buttons: ["Plan a trip", "Change a booking"], content: "Hello! 👋" };

/** Accounts, their agents, and the keys of the world. */
const begin: Seed = async ({ transaction, draw }) => {
  const secret = await draw("chatzy/signing-key", (chance) => chance.bytes(32));
  await transaction.insert(signingKeys, keyOf(secret));
  for (const [email, password, clientKey] of [
    [demo.account, demo.password, demo.clientKey],
    [demo.otherAccount, demo.otherPassword, demo.otherClientKey],
  ] as const) {
    const hashes = { passwordHash: await hashOf(password), clientKeyHash: await hashOf(clientKey) };
    await transaction.insert(accounts, { email, ...hashes });
  }
  const streaming = { isStreaming: true, endWord: "close_connection" } as const;
  const own: readonly AgentRecord[] = [
    { id: demo.agent, account: demo.account, greeting, ...streaming },
    { id: demo.iframeAgent, account: demo.account, greeting, ...streaming },
    { id: demo.wholeAgent, account: demo.account, isStreaming: false, endWord: "done_marker" },
    { id: demo.otherAgent, account: demo.otherAccount, ...streaming },
  ];
  for (const agent of own) await transaction.insert(agents, agent);
  for (const hash of helloThere) await transaction.insert(knownClips, { hash, transcript: "Hello there" });
};

const demoSeed: Seed = async (context) => {
  await begin(context);
  const { transaction, clock, addFile } = context;
  const now = clock.now();
  const maria = await addContact(context, {
    id: demo.contact,
    userId: "maria",
    firstName: "Maria",
    lastName: "Silva",
    phone: "+351912345678",
    email: "maria.silva@example.com",
    assignedTo: demo.account,
  });
  await addConversation(
    context,
    { id: "2d9c6b1e-8f47-4a03-b5e2-91c7d4f8a360", contactId: maria.id, type: "whatsapp" },
    [
      {
        role: "user",
        content: "Can you send me the plan here?",
        createdAt: now - 5 * minute,
        whatsAppIds: ["wamid.HBgMOTE4MjM3NTAyNjEwFQIA"],
      },
    ],
  );
  const jonas = await addContact(context, {
    id: "4c8e1a2b-93d7-4f60-8b15-7d2e5f0a6c39",
    userId: "jonas",
    firstName: "Jonas",
    lastName: "Weber",
    phone: "+4915112345678",
    email: "jonas.weber@example.com",
    assignedTo: demo.account,
  });
  await addConversation(
    context,
    { id: "7a1d5e90-4c38-4b2f-9e66-0d8f3c5b2a71", contactId: jonas.id, type: "instagram" },
    [
      { role: "user", content: "Do you ship to Austria?", createdAt: now - day - minute },
      { role: "assistant", content: "Yes, within three days.", createdAt: now - day },
    ],
  );
  await markRead(context, jonas.id);
  await addContact(context, {
    id: "b80c5f2d-6e19-4a74-8c03-1f7e9d4b6a58",
    userId: demo.frozenUserId,
    firstName: "Frieda",
    isFrozen: true,
    frozenUntil: now + day,
  });
  await addContact(context, {
    id: "f2a94d71-3c85-4e60-a7b9-8d0c6e1f5b23",
    userId: demo.blockedUserId,
    firstName: "Boris",
    isBlacklisted: true,
  });
  await addContact(context, {
    id: demo.otherContact,
    account: demo.otherAccount,
    userId: "somebody",
    firstName: "Olga",
  });
  await addConversation(context, { id: demo.nudgedConversation }, []);
  await addConversation(context, { id: demo.readConversation }, trip(now - day));
  const content = "Flight booking AB12CD. Lisbon, departure on Monday at 9:40, seat 14C. Luggage: one bag of 23 kg.";
  const file = { blob: `chatzy-${demo.document.replace("/", "-")}`, mediaType: "text/plain", size: content.length };
  addFile(file.blob, content);
  await transaction.insert(storedFiles, { key: demo.document, ...file, storedAt: now });
};

/** All seeds. */
export const seeds = {
  empty: begin,
  demo: async (context: SeedContext) => {
    await demoSeed(context);
    await addConversation(context, { id: demo.conversation }, []);
  },
  "returning-visitor": async (context: SeedContext) => {
    await demoSeed(context);
    const visitor = await addContact(context, {
      id: "c5e8b6a0-1d94-4f37-9a52-7b3c0e8d6f14",
      userId: demo.userId,
      firstName: "Ana",
    });
    const place = { id: demo.conversation, contactId: visitor.id, type: "website" };
    await addConversation(context, place, trip(context.clock.now() - 2 * day));
    await markRead(context, visitor.id);
  },
  "long-history": async (context: SeedContext) => {
    await demoSeed(context);
    const now = context.clock.now();
    const visitor = await addContact(context, { id: "c5e8b6a0-1d94-4f37-9a52-7b3c0e8d6f14", userId: demo.userId });
    const place = { id: demo.conversation, contactId: visitor.id, type: "website" };
    await addConversation(
      context,
      place,
      Array.from({ length: 250 }, (_, index): NewMessage => {
        const createdAt = now - (250 - index) * minute;
        return index % 2 === 0
          ? { role: "user", content: `Question ${index / 2 + 1}: where is my order 4711?`, createdAt }
          : { role: "assistant", content: `Answer ${(index + 1) / 2}: it is on its way.`, createdAt };
      }),
    );
    for (let number = 1; number <= 120; number += 1) {
      const id = await context.draw("chatzy/seeded", (chance) => chance.uuid());
      const contact = await addContact(context, { id, userId: `visitor-${number}`, firstName: `Visitor ${number}` });
      const said = { role: "user", content: "When do you open?", createdAt: now - day - number * minute } as const;
      const conversationId = await context.draw("chatzy/seeded", (chance) => chance.uuid());
      await addConversation(context, { id: conversationId, contactId: contact.id, type: "website" }, [said]);
    }
  },
} satisfies Readonly<Record<string, Seed>>;

/** The conversation that the contract shows. */
function trip(at: number): readonly NewMessage[] {
  const reply =
    "How exciting! Tell me where you would like to go, when you want to leave and how many people travel with you. Then I will draft a plan for every day, with a hotel and the way to get there.";
  return [
    { role: "assistant", content: greeting.content, createdAt: at },
    { role: "user", content: "Hi, I'd like to plan my trip.", createdAt: at + 604 },
    { role: "assistant", content: reply, createdAt: at + 4_276 },
  ];
}

async function addContact(
  { transaction, clock }: SeedContext,
  known: Pick<Contact, "id"> & Partial<Contact>,
): Promise<Contact> {
  const times = { createdAt: clock.now() - 3 * day, lastInteractedAt: clock.now() - 3 * day };
  const states = { isBlacklisted: false, isFrozen: false, frozenUntil: null };
  const contact = { account: demo.account, ...times, queries: 0, unread: 0, channels: [], ...states, ...known };
  await transaction.insert(contacts, contact);
  return contact;
}

async function addConversation(
  { transaction, clock }: SeedContext,
  known: Pick<Conversation, "id"> & Partial<Conversation>,
  said: readonly NewMessage[],
): Promise<void> {
  const createdAt = said[0]?.createdAt ?? clock.now();
  const conversation = { agentId: demo.agent, account: demo.account, createdAt, messageCount: 0, ...known };
  await transaction.insert(conversations, conversation);
  await addMessages(transaction, conversation, said);
}

async function markRead({ transaction }: SeedContext, id: string): Promise<void> {
  const contact = await transaction.get(contacts, id);
  if (contact) await transaction.put(contacts, { ...contact, unread: 0 });
}
