/** Messages that ask for a behaviour instead of an answer; the same on every platform. */

/** How each magic message is written. What stands in brackets may be left out. */
export const magicSyntax = {
  help: "/help",
  tool: "/tool",
  tools: "/tools",
  secret: "/secret",
  approve: "/approve",
  long: "/long",
  markdown: "/markdown",
  links: "/links",
  thoughts: "/thoughts",
  subagent: "/subagent",
  artifact: "/artifact [name]",
  echo: "/echo <text>",
  whole: "/whole",
  slow: "/slow",
  pace: "/pace <preset>",
  silence: "/silence [seconds]",
  retry: "/retry",
  empty: "/empty",
  error: "/error",
  fail: "/fail <status>",
  overflow: "/overflow [reply|tool_call|request]",
  refuse: "/refuse [paused|blocked|no_message]",
  crash: "/crash",
  cut: "/cut",
} as const;

/** Name of a magic message, without its slash. */
export type MagicName = keyof typeof magicSyntax;

/** All of them, in the order in which they are listed. */
export const magicNames = Object.keys(magicSyntax) as readonly MagicName[]; // `keys` knows no more than strings.
