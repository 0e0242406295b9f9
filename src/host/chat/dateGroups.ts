/** The headings of a list by date. */
export type DateGroup = "today" | "yesterday" | "week" | "older";

const dayMs = 24 * 60 * 60 * 1000;

/** Under which heading a moment stands, by the days of the calendar here; what lies ahead is today. */
export function dateGroup(time: number, now: number): DateGroup {
  // By days and not by hours: a day is 23 or 25 hours long twice a year.
  const days = Math.round((startOfDay(now) - startOfDay(time)) / dayMs);
  if (days <= 0) {
    return "today";
  }
  if (days === 1) {
    return "yesterday";
  }
  return days <= 7 ? "week" : "older";
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
