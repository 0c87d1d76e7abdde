/** Ids and credentials of the demo world: those that the vendor's pages print, and some of our own. */

/** The demo account; the other one is there so that something belongs to somebody else. */
export const demo = {
  account: "user@example.com",
  password: "your-password",
  clientKey: "ak-xxxxxxxxxxx",
  otherAccount: "other@example.com",
  otherPassword: "other-password",
  otherClientKey: "ak-yyyyyyyyyyy",
  /** Of the page on access tokens. */
  iframeAgent: "8a1e3f18-991b-4a2e-9973-f53e7fc94ff1",
  /** Of the page on messages. */
  agent: "51de6a36-5532-49c2-888e-46754ce102ba",
  /** Sends each reply in one piece, ends it with the other word, and does not greet. */
  wholeAgent: "6b7f0c52-6a0e-4c1d-9d53-2f1f4f7a9e10",
  otherAgent: "d1f5a3c8-2b64-4e9a-8f37-5c0e9b7a6d42",
  /** Of the page on messages; nothing was said in it yet. */
  conversation: "96333140-53c3-4d1d-bbd1-edd150d46ea2",
  /** Of the page on nudges. */
  nudgedConversation: "550e8400-e29b-41d4-a716-446655440000",
  /** Of the page on the history. */
  readConversation: "0913fa4c-7eac-4377-b801-58f0c1a151e6",
  /** Of the page on the messages of a contact. */
  contact: "096662f6-5acc-4699-923c-f7326936b39f",
  otherContact: "3e9d7c14-8a52-4f06-b1d8-6c4a0f2e5b97",
  userId: "user-143242",
  frozenUserId: "user-frozen",
  blockedUserId: "user-blacklisted",
  document: "icons/3fa1d79c-79d5-48b0-abcc-65ab4cd0073a",
} as const;
