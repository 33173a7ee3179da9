// Reads calendars with parsers in JavaScript: a line of JSON in, {reader, text, before}; a line out, {times} or {error}.
import readline from "node:readline";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const DISTANT_PAST = new Date("1971-01-01T00:00Z");

// Thunderbird's.
function readWithIcalJs(text, before) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  const events = Map.groupBy(calendar.getAllSubcomponents("vevent"), (it) => it.getFirstPropertyValue("uid"));
  return [...events.values()].flatMap((ofOneUid) => {
    // Left to itself, ical.js takes every event with a RECURRENCE-ID for one of this series, whatever its UID.
    const [own, exceptions] = [false, true].map((of) => ofOneUid.filter((it) => it.hasProperty("recurrence-id") === of));
    return own.flatMap((it) => expandIcalJs(new ICAL.Event(it, { exceptions, strictExceptions: true }), before));
  });
}

function expandIcalJs(event, before) {
  if (!event.isRecurring()) return [timeOfIcalJs(event, event.startDate, event.endDate)];
  const times = [];
  const each = event.iterator();
  for (let next = each.next(); next && next.toJSDate() < before; next = each.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    times.push(timeOfIcalJs(item, startDate, endDate));
  }
  return times;
}

function timeOfIcalJs(event, start, end) {
  const [from, to] = [start, end].map((it) => (it.isDate ? it.toString() : seconds(it.toJSDate())));
  return [from, to, event.summary, event.component.getFirstPropertyValue("status")];
}

// Home automation's and magic mirrors'.
function readWithNodeIcal(text, before) {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((it) => it.type === "VEVENT");
  return events.flatMap((event) =>
    event.rrule
      ? nodeIcal.expandRecurringEvent(event, { from: DISTANT_PAST, to: before }).map(timeOfNodeIcal)
      : [timeOfNodeIcal({ ...event, event, isFullDay: event.datetype === "date" })],
  );
}

function timeOfNodeIcal({ start, end, summary, event, isFullDay }) {
  const [from, to] = [start, end].map((it) => (isFullDay ? localDay(it) : seconds(it)));
  return [from, to, summary, event.status];
}

function localDay(date) {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((it) => String(it).padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

function seconds(date) {
  return date.getTime() / 1000;
}

const readers = { "ical.js": readWithIcalJs, "node-ical": readWithNodeIcal };

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { reader, text, before } = JSON.parse(line);
  let answer;
  try {
    answer = { times: readers[reader](text, new Date(before)) };
  } catch (error) {
    answer = { error: String(error.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
