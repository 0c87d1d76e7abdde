/** Ids and keys of the demo world. The examples of the contract print them, so they work as they are printed. */

/** Ids. */
export const demo = {
  organizationId: "cmb0r5p1y0001l508a9g3z7qe",
  chatModelId: "cm9x4k2pl0001l708q3v7d2ab",
  /** Takes nobody without a login. */
  privateChatModelId: "cm9x4k2pl0002l708p1r6v8te",
  ownerId: "cmb0r5p7k0002l508d4w8h1nu",
  userId: "cmb1u8s3e0002l508x5r7t9kd",
  bannedUserId: "cmb1u8s3e0003l508b4n2n3d0",
  chatInstanceId: "cmd9a1t7y0004l508k2c8w5rn",
  otherChatInstanceId: "cmd4k6e2h0003l508w7z1x5jo",
  adminChatInstanceId: "cmd7w3n5t0021l508h4k9s1xe",
  visitorChatInstanceId: "cmd9v1s1t0007l508v0r2t4kn",
  clientId: "prestashop",
  redirectUri: "https://shop.example.com/module/aismarttalk/oauthcallback",
} as const;

/** Credentials; each stands in a text for people, and is a secret of nobody. */
export const demoCredentials = {
  accessToken: "aist_at_3f9c1d7e5b2a4086c8e1f7d9",
  apiToken: "aist_api_demo_5c1e8b7f40d92a6e",
  visitorToken: "vst_7b1e04c9a25d4f8e9036",
  /** Of somebody who may chat no more. */
  bannedToken: "aist_at_banned_0d6e2f9b71c34a85",
  /** Of everybody who can sign in on the page. */
  password: "sandbox",
} as const;

/** Another account, of which the first one sees nothing. */
export const foreign = {
  organizationId: "cmf1o2r3g0001l508f0r3i9gn",
  chatModelId: "cmf1m2o3d0001l508f0r3i9gn",
  ownerId: "cmf1u2s3r0001l508f0r3i9gn",
  chatInstanceId: "cmf1c2h3t0001l508f0r3i9gn",
  accessToken: "aist_at_foreign_9a4d1c7e20b85f63",
  apiToken: "aist_api_foreign_e17b3d9c58a2064f",
} as const;
