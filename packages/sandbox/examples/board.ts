import { systemClock } from "@parley/clock";
import { createRuns, type Dialect, runDialect, type Work } from "@parley/sandbox/core/run";
import { createMemoryStore, defineCollection, draw } from "@parley/sandbox/core/world";

interface Message {
  readonly id: string;
  readonly conversation: string;
  readonly at: number;
}

const messages = defineCollection<Message>()({
  name: "board/messages",
  key: ({ id }) => id,
  fields: { id: "string", conversation: "string", at: "number" },
  indexes: { byConversation: { of: ({ conversation, at }) => [conversation, at] } },
});

interface Word {
  readonly type: "word";
  readonly text: string;
}

/** The agent: what it says is all it knows of the world outside. */
const greet: Work<Word> = async function* () {
  for (const text of ["Good", "morning"]) yield { type: "word", text };
};

/** The words of the platform for what the agent does. */
const dialect: Dialect<number, Word, string> = {
  start: () => 0,
  step: (count, { event }) => {
    if (event.type === "word") return { state: count + 1, events: [`content ${event.text}`] };
    return { state: count, events: event.type === "run_end" ? [`${event.status} ${count}`] : [] };
  },
};

const store = createMemoryStore();
const runs = createRuns({ store, clock: systemClock });

// A message and its run are there together, or not at all.
const id = await store.transaction("demo", async (transaction) => {
  const id = await draw(transaction, "ids/messages", (chance) => chance.id("msg_"));
  await transaction.insert(messages, { id, conversation: "c", at: systemClock.now() });
  await runs.queue(transaction, { id });
  return id;
});
void runs.launch("demo", id, greet);

for await (const event of runDialect({ tail: runs.tail<Word>("demo", id), dialect })) console.log(event);
