/** Where the mocks of the contracts are: it follows from the first port of all servers, unless they say it themselves. */

/** Stands for a port that only the mock knows. */
const unknownPort = "PORT";

/** Addresses by the names of the contracts, in their order, without a slash at the end. */
export type MockAddresses = ReadonlyMap<string, string>;

/**
 * Addresses of the mocks.
 *
 * @param portBase - The port of the first server; 0 where all take free ones.
 * @param ports - The ports of mocks that are known to run.
 */
export function mockAddresses(
  apis: readonly string[],
  portBase: number,
  ports: Readonly<Record<string, number>> = {},
): MockAddresses {
  return new Map(
    apis.map((api, index) => {
      const port = ports[api] ?? (portBase === 0 ? unknownPort : portBase + 11 + index);
      return [api, `http://127.0.0.1:${port}`];
    }),
  );
}

/** Whether an address can be used as it is. */
export function isKnown(address: string): boolean {
  return !address.endsWith(`:${unknownPort}`);
}
