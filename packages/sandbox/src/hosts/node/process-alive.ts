/** Names of processes, which tell whether who wrote something is still there. */

/** The name of this process, for what it owns: `<pid>-` and something that no other process of that number has had. */
export function nameProcess(): string {
  return `${process.pid}-${crypto.randomUUID()}`;
}

/** Whether the process that has this name may still be there. */
export function isProcessAlive(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be asked, and so is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
