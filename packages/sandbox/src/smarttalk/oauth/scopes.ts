/** What a token can be good for, in words for the person who is asked. */

/** Scopes that are known. */
export const scopeSentences: Readonly<Record<string, string>> = {
  chat: "Chat with the assistant as you",
  embed: "Show the assistant on a site",
  "sync:products": "Change the products that the assistant knows",
  "sync:categories": "Change the categories that the assistant knows",
};

/** What is granted where nothing is asked for. */
export const defaultScopes: readonly string[] = ["chat"];
