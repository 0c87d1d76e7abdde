/** Speech on Node: made by the embedded synthesiser, understood by a program where it is installed. */

export { createPocketsphinxTranscription, findPocketsphinx, type PocketsphinxOptions } from "./pocketsphinx.ts";
export { createNodeSpeech, type NodeSpeech, type NodeSpeechOptions } from "./speech.ts";
