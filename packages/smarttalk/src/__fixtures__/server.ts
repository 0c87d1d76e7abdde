/** A platform in the hands of a test: it answers what it is told to, and remembers what it was asked. */

/** One request, its body decoded if it is JSON. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A `fetch` and what it was asked. */
export interface Platform {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly asked: Asked[];
}

/** Answers one request. */
export type Answer = (request: Request, asked: Asked) => Response | Promise<Response>;

/** Answers the requests one after the other, and those that are left as the last one. */
export function createPlatform(...answers: Answer[]): Platform {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: async (request) => {
      const url = new URL(request.url);
      const text = await request.clone().text();
      const isJson = request.headers.get("content-type") === "application/json";
      const one = {
        method: request.method,
        target: url.pathname + url.search,
        headers: Object.fromEntries(request.headers),
        body: isJson ? (JSON.parse(text) as unknown) : text,
      };
      asked.push(one);
      const answer = answers[asked.length - 1] ?? answers.at(-1);
      if (!answer) throw new TypeError("Nothing is listening");
      return answer(request, one);
    },
  };
}

/** Answers with JSON. */
export function json(value: unknown, init?: ResponseInit): Answer {
  return () => Response.json(value, init);
}

/** Answers with an event stream, each event one object. */
export function events(...data: readonly object[]): Answer {
  const text = data.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  return () => new Response(text, { headers: { "content-type": "text/event-stream" } });
}
