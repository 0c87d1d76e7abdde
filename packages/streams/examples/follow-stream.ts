import { expectedEvents, mayEnd, nextState } from "@parley/streams/automaton";
import { compileGrammar } from "@parley/streams/grammar";

const automaton = compileGrammar("content* done");
let state: number | undefined = 0;
for (const event of ["content", "done", "content"]) {
  state = nextState(automaton, state, event);
  if (state === undefined) {
    console.log(`${event} is out of order`); // content is out of order
    break;
  }
  console.log(event, expectedEvents(automaton, state), mayEnd(automaton, state));
}
