/** Thinking may say nothing for a while: only after this many seconds is there something to decide. */
const usualThinkingSeconds = 60;

/** Whether a silence is no reason to tell when it ends: Claude thinks, not for long yet, and its end is far. */
export function isUsualSilence(silence: {
  readonly seconds: number;
  readonly secondsLeft: number;
  readonly isThinking?: boolean;
}): boolean {
  return (
    silence.isThinking === true &&
    silence.seconds < usualThinkingSeconds &&
    silence.secondsLeft > usualThinkingSeconds
  );
}
