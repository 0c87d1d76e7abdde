/** Apps and keys that every world has. They open nothing but the sandbox. */

/** The app that the contract shows. */
export const demoApp = { id: "app_shop", secret: "secret-of-the-shop-app" } as const;

/** Apps for what else can happen. */
export const otherApps = {
  /** Of another customer. */
  other: { id: "app_other", secret: "secret-of-the-other-app" },
  /** Lists no origin. */
  serverOnly: { id: "app_server_only", secret: "secret-of-the-server-only-app" },
  /** Takes five requests in a minute. */
  limited: { id: "app_limited", secret: "secret-of-the-limited-app" },
  disabled: { id: "app_disabled", secret: "secret-of-the-disabled-app" },
  /** Its project has no key to sign tokens with. */
  unsigned: { id: "app_unsigned", secret: "secret-of-the-unsigned-app" },
} as const;

/** The API key of the project of the demo app; its id and user are those that the contract shows. */
export const demoKey = {
  id: "82344182-b81e-4f9a-8e7f-c14d8324caac",
  key: `xyz_${"5eed".repeat(16)}`,
  username: "testuser",
} as const;

/** Keys for what else can happen. */
export const otherKeys = {
  /** May look and change nothing. */
  viewer: { id: "0d5d2f3e-7b61-4c1f-9d0e-2a6a4b8f1c21", key: `xyz_${"0b5e".repeat(16)}` },
  expired: { id: "3f0c9a14-5e82-4b7d-8c36-91d7e2f4a05b", key: `xyz_${"dead".repeat(16)}` },
  /** Takes five requests in a minute. */
  limited: { id: "6b8e1d27-2c94-4f3a-a5d0-7e19c3b6f482", key: `xyz_${"51ca".repeat(16)}` },
} as const;

/** Origins of the demo app: the customer that the vendor shows, and the pages of the sandbox. */
export const demoOrigins: readonly string[] = [
  "https://simple-agent-chat.space",
  ...[4000, 4010, 4015, 4020].flatMap((port) => [`http://127.0.0.1:${port}`, `http://localhost:${port}`]),
];
