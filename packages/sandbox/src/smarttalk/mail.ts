/** Mail: it goes into the journal of its world, where whoever works with the sandbox can read it. */

import type { Clock } from "@parley/clock";
import type { Transaction } from "../core/world/index.ts";

/** The log that mail goes to. */
const mailLog = "smarttalk/mail";

/** One mail. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends a mail: no mail leaves the sandbox. */
export async function sendMail(transaction: Transaction, clock: Clock, mail: Mail): Promise<void> {
  await transaction.append(mailLog, [{ ...mail, at: clock.now() }]);
}
