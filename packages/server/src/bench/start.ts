/** Serves all contracts; prints the milliseconds from its first import until they can be asked. */

const begin = performance.now();
const [contracts, { notImplemented, serve }, { listen }] = await Promise.all([
  import("../__fixtures__/contracts.ts"),
  import("../index.ts"),
  import("../node/listen.ts"),
]);

for (const contract of Object.values(contracts)) {
  const handlers = Object.fromEntries(Object.keys(contract.operations).map((name) => [name, notImplemented]));
  const options = { authenticate: {}, formatError: ({ message }: { message: string }) => ({ message }) };
  // Its types are those of any contract here.
  await listen(serve(contract, handlers as never, options as never), { port: 0 });
}
console.log(performance.now() - begin);
process.exit();
