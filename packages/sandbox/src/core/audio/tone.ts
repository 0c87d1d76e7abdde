/** What stands in for speech where no synthesiser is: a tone that is as long as the words would be. It is no speech. */

import { readSpeechText, type Speech } from "./speech.ts";
import { writeWav } from "./wav.ts";

const sampleRate = 16_000;
const secondsPerWord = 0.3;
const longest = 2_000;

/** Makes tones: one for each word, higher for longer ones. The same text gives the same bytes. */
export function createToneSpeech(): Speech {
  return {
    mediaType: "audio/wav",
    voices: ["tone"],
    async synthesize(text, { signal } = {}) {
      signal?.throwIfAborted();
      const words = readSpeechText(text, longest).split(" ");
      const length = Math.round(sampleRate * secondsPerWord);
      const samples = new Int16Array(length * words.length);
      words.forEach((word, index) => {
        const step = (2 * Math.PI * (220 + 20 * Math.min(word.length, 20))) / sampleRate;
        for (let place = 0; place < length; place += 1) {
          // Up and down, so that no word begins or ends with a click.
          const loudness = 8_000 * Math.sin((Math.PI * place) / length);
          samples[index * length + place] = Math.round(loudness * Math.sin(step * place));
        }
      });
      return writeWav(samples, sampleRate);
    },
  };
}
