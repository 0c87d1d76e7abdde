/** The raw operations and the stream of the contract, for `openStream` and for programs that look at the contract. */

export {
  approveToolCall,
  cancelTask,
  createEndUserToken,
  createTask,
  downloadArtifact,
  getTask,
  getTaskHistory,
  getWidgetScript,
  listArtifacts,
  listTasks,
  sendTaskMessage,
  streamTask,
} from "@parley/contracts/xyz/operations";
export { streamTask as streamTaskEvents } from "@parley/contracts/xyz/streams";
