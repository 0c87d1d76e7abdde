/** Sound: what an upload is, speech from text, and text from speech. */

export { type AudioFormat, type AudioInspection, inspectAudio } from "./format.ts";
export {
  readSpeechText,
  type Speech,
  SpeechError,
  type SpeechErrorCode,
  type SpeechOptions,
  speakable,
} from "./speech.ts";
export { createToneSpeech } from "./tone.ts";
export {
  createScriptedTranscription,
  type ScriptedTranscriptionOptions,
  type Transcription,
  TranscriptionError,
  type TranscriptionErrorCode,
  type TranscriptionOptions,
} from "./transcription.ts";
export { createUpstreamTranscription, type UpstreamTranscriptionOptions } from "./upstream-transcription.ts";
export { readWav, type Wav, type WavFault } from "./wav.ts";
