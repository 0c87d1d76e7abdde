import { createXyz, type Xyz } from "@parley/xyz";

export function connect(baseUrl?: string): Xyz {
  return createXyz({
    baseUrl,
    fetchToken: async ({ signal }) => {
      const response = await fetch(new URL("/api/chat-token", location.href), { method: "POST", signal });
      if (!response.ok) throw new Error(`The token endpoint answered ${response.status}`);
      return (await response.json()).data.token;
    },
    // Also while nothing is sent; until xyz.close().
    backgroundRefresh: true,
  });
}
