/** Audio input: clips of a message that is being spoken become text. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { createScriptedTranscription, inspectAudio } from "../core/audio/index.ts";
import { draw } from "../core/world/index.ts";
import { agents, clips, conversations, knownClips } from "./collections.ts";
import type { ChatzyHandlers } from "./contract.ts";
import { agentNotFound, findLongId, refuse, refuseToken } from "./errors.ts";
import type { Kit } from "./kit.ts";
import { spendTempToken } from "./tokens.ts";

/** Handlers of the tag Audio input. */
export function createAudioInput({ inWorld, clock, blobs, worldOf }: Kit) {
  return {
    transcribeAudio: async ({ params, body, principal, request }) => {
      const { chatbot_id, client_message_key } = params.query;
      const token = principal.tempToken;
      if (token.isExpired) return refuseToken("Token expired");
      const longKey = findLongId({ client_message_key });
      if (longKey) return longKey;
      const refused = await inWorld(request, async (transaction) => {
        // Used up whatever comes of it.
        const state = await spendTempToken(transaction, clock, token);
        if (state !== "good") return refuseToken(state === "used" ? "Token already used" : "Invalid token");
        const conversation = await transaction.get(conversations, token.conversationId);
        const agent = await transaction.get(agents, chatbot_id);
        return agent && conversation?.agentId === agent.id ? undefined : agentNotFound;
      });
      if (refused) return refused;
      const bytes = new Uint8Array(await body.file.arrayBuffer());
      const found = await inspectAudio(bytes);
      if (found.kind === "empty") return refuse(400, "No audio in the request");
      if (found.kind !== "audio") return refuse(400, "The audio could not be read");

      const hash = bytesToHex(sha256(bytes));
      const clip = await inWorld(request, async (transaction) => {
        const random = await draw(transaction, "chatzy/speech", (chance) => chance.float());
        const nextSentence = async () => (await transaction.get(knownClips, hash))?.transcript;
        const heard = await createScriptedTranscription({ nextSentence, random: () => random }).transcribe(
          bytes,
          found,
        );
        const within = [token.conversationId, client_message_key];
        const stored = {
          id: await draw(transaction, "chatzy/clips", (chance) => chance.uuid()),
          conversationId: token.conversationId,
          messageKey: client_message_key,
          order: (await transaction.count(clips, { index: "byKey", within })) + 1,
          mediaType: found.mediaType,
          // In capitals and with a line feed, as the vendor's sample has it.
          transcript: `${heard.toUpperCase()}\n`,
          createdAt: clock.now(),
        };
        await transaction.insert(clips, stored);
        return stored;
      });
      await blobs.write(await worldOf(request), `chatzy-clip-${clip.id}`, body.file.stream());
      return { status: 200, body: { transcript: clip.transcript } };
    },
  } satisfies Partial<ChatzyHandlers>;
}
