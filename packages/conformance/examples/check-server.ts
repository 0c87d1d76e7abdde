import { checkNegative, checkPositive, listCases, loadContract, type Target } from "@parley/conformance";

/** What a server does otherwise than its contract says: one line for each problem. */
export async function checkServer(api: string, target: Target): Promise<string[]> {
  const contract = await loadContract(api);
  const { positive, negative } = listCases(contract);
  const lines: string[] = [];
  for (const test of positive) {
    for (const problem of await checkPositive(contract, test, target)) lines.push(`${test.title}: ${problem}`);
  }
  for (const test of negative) {
    for (const problem of await checkNegative(contract, test, target)) lines.push(`${test.title}: ${problem}`);
  }
  return lines;
}
