import { createXyz, keepTokenFresh, type Xyz } from "@parley/xyz";

export function connect(baseUrl?: string): Xyz {
  return createXyz({
    baseUrl,
    fetchToken: async ({ signal }) => {
      const response = await fetch(new URL("/api/chat-token", location.href), { method: "POST", signal });
      if (!response.ok) throw new Error(`The token endpoint answered ${response.status}`);
      return (await response.json()).data.token;
    },
  });
}

/** Replaces the token by the clock while the chat is open; a hidden one needs no timer. */
export function watchChat(chat: HTMLDialogElement, xyz: Xyz): void {
  const refresh = keepTokenFresh(xyz);
  chat.addEventListener("close", () => refresh.close(), { once: true });
}
