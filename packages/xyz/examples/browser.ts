import { createXyz, keepTokenFresh, type Xyz } from "@parley/xyz";

export function connect(baseUrl?: string): Xyz {
  return createXyz({
    baseUrl,
    fetchToken: ({ signal }) => fetch(new URL("/api/chat-token", location.href), { method: "POST", signal }),
  });
}

/** Replaces the token by the clock while the chat is open; a hidden one needs no timer. */
export function watchChat(chat: HTMLDialogElement, xyz: Xyz): void {
  const refresh = keepTokenFresh(xyz);
  chat.addEventListener("close", () => refresh.close(), { once: true });
}
