/** Agents that are spoken to, and that speak. */

export { type WithSpeechOptions, withSpeech } from "./with-speech.ts";
export { type WithTranscriptionOptions, withTranscription } from "./with-transcription.ts";
