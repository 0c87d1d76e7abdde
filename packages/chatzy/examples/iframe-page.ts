import { type IframeBridge, iframeBridge } from "@parley/chatzy";

/** Connects the page with the chat in `<iframe id="chatzy-iframe" referrerpolicy="no-referrer">`. */
export function connectChat(iframe: HTMLIFrameElement): IframeBridge {
  const bridge = iframeBridge({
    iframe,
    getAccessToken: async ({ signal }) => {
      const response = await fetch("/chat-token", { method: "POST", signal });
      if (!response.ok) throw new Error(`No access token: ${response.status}`);
      return response.text();
    },
    onError: (error) => console.error(error),
  });
  bridge.sendNudge("Hi, do you need any help?");
  return bridge;
}
