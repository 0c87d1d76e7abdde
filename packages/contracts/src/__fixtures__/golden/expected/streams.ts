// Generated from the contract; do not edit.

import type { StreamContract } from "@parley/contracts";
import type { CreateReplyEvent, StreamChatEvent, StreamWordsEvent } from "./events.ts";

/** Stream: Reply at once or piece by piece. */
export const createReply: StreamContract<CreateReplyEvent> = {
  "discriminator": "event",
  "events": {
    "content": {
      "json": true
    },
    "tool-call": {
      "json": true
    },
    "done": {
      "json": true
    },
    "error": {
      "json": true
    }
  },
  "terminal": [
    "done"
  ],
  "failures": [],
  "grammar": "(content | tool-call)* (done | error)",
  "automaton": {
    "states": [
      {
        "next": {
          "content": 0,
          "tool-call": 0,
          "done": 1,
          "error": 1
        },
        "accepting": false
      },
      {
        "next": {},
        "accepting": true
      }
    ]
  },
  "heartbeat": {
    "comment": "heartbeat",
    "seconds": 15
  },
  "resume": "last-event-id"
};

/** Stream: Follow a chat. */
export const streamChat: StreamContract<StreamChatEvent> = {
  "discriminator": "data.type",
  "events": {
    "joined": {
      "json": true
    },
    "left": {
      "json": true
    }
  },
  "terminal": [
    "left"
  ],
  "failures": [],
  "grammar": "joined+ left",
  "automaton": {
    "states": [
      {
        "next": {
          "joined": 1
        },
        "accepting": false
      },
      {
        "next": {
          "joined": 1,
          "left": 2
        },
        "accepting": false
      },
      {
        "next": {},
        "accepting": true
      }
    ]
  },
  "resume": "replay"
};

/** Stream: Read bare words. */
export const streamWords: StreamContract<StreamWordsEvent> = {
  "discriminator": "text",
  "events": {
    "content": {
      "json": true
    },
    "closed": {
      "text": "[CLOSED]\""
    },
    "failed": {
      "pattern": "^ERROR:\\s"
    }
  },
  "terminal": [
    "closed",
    "failed"
  ],
  "failures": [
    "failed"
  ],
  "grammar": "content* (closed | failed)",
  "automaton": {
    "states": [
      {
        "next": {
          "content": 0,
          "closed": 1,
          "failed": 1
        },
        "accepting": false
      },
      {
        "next": {},
        "accepting": true
      }
    ]
  },
  "resume": "none"
};
