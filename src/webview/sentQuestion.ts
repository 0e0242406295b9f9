/** How long a sent question may go unanswered by the host before it can be sent again. */
const patienceMilliseconds = 5000;

/** A question on its way: until the host has taken it over, or has had its time, it is not sent twice. */
export class SentQuestion {
  #timer: ReturnType<typeof setTimeout> | undefined;

  get isUnderWay(): boolean {
    return this.#timer !== undefined;
  }

  /** @param givenUp called when the host has had its time */
  begin(givenUp: () => void): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      givenUp();
    }, patienceMilliseconds);
  }

  /** The host has answered, one way or another. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
