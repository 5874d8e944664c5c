// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values
import Workflows

/// `cleanclaim desk`
struct DeskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "desk",
    abstract: "The front desk: appointments, check-in, receipts, cash drawer, eligibility.",
    subcommands: [
      DeskSetup.self, DeskResources.self, DeskBook.self, DeskMove.self, DeskCancel.self,
      DeskState.self, DeskDay.self, DeskReminders.self, DeskCheckIn.self, DeskTake.self,
      DeskReceipt.self, DeskVoid.self, DeskDrawer.self, DeskEligibility.self, DeskWaiting.self,
    ])
}

/// Whose desk, and who asks.
struct DeskPlace: ParsableArguments {
  @OptionGroup var user: UserOption
  @OptionGroup var options: PracticeOptions

  /// Asks the desk something and shows the answer.
  func answer(
    _ words: (JSON) -> String, _ question: (Desk) throws(WorkflowFailure) -> JSON
  ) throws {
    try options.answer(words) { place throws(WorkflowFailure) in
      try question(Desk(place, user: user.name))
    }
  }
}

/// `cleanclaim desk setup`
struct DeskSetup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Set the practice's time zone; appointments keep the one that they were booked in.",
    discussion: "Example: cleanclaim desk setup --zone America/Chicago")

  @Option(help: "The name of the zone, such as America/New_York.")
  var zone: String

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer({ "zone \($0["zone"]?.string ?? "")" }) { desk throws(WorkflowFailure) in
      try desk.setUp(zone: zone)
    }
  }
}

/// `cleanclaim desk resources`
struct DeskResources: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resources",
    abstract: "Whose time can be had: providers, rooms, equipment; enters one where it is named.",
    discussion: """
      Examples:
        cleanclaim desk resources
        cleanclaim desk resources dr-careful --kind provider --name "Dora Careful" --npi 1245319599
        cleanclaim desk resources room-1 --kind room --name "Room 1"
      """)

  @Argument(help: "The practice's name of the one that is entered or changed.")
  var id: String?

  @Option(help: "provider, room or equipment.")
  var kind = "provider"

  @Option(help: "Its name for readers.")
  var name: String?

  @Option(help: "A provider's NPI.")
  var npi: String?

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.resources) { desk throws(WorkflowFailure) in
      guard let id else { return try desk.resources() }
      return try desk.putResource(id, kind: kind, name: name ?? id, npi: npi)
    }
  }
}

/// `cleanclaim desk book`
struct DeskBook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Book an appointment, or a series of them; nobody's time is given twice.",
    discussion: """
      Times are those of the practice's clocks, in steps of five minutes. Asking the payer about eligibility is \
      prepared; what is missing for it is told and keeps nobody from booking.

      Examples:
        cleanclaim desk book P000001 --with dr-careful --with room-1 --at 2026-04-01T09:00 --minutes 30
        cleanclaim desk book P000001 --with dr-careful --at 2026-04-01T09:00 --every 1 --unit weeks --days mon,wed --count 8
      """)

  @Argument(help: "The patient's number.")
  var patient: String

  @Option(help: "A provider, room or piece of equipment; may be given several times.")
  var with: [String]

  @Option(help: "Day and time, such as 2026-04-01T09:00.")
  var at: String

  @Option(help: "How many minutes.")
  var minutes = 15

  @Option(help: "What for; kept sealed.")
  var reason: String?

  @Option(help: "A series: every how many of --unit.")
  var every: Int?

  @Option(help: "days or weeks.")
  var unit = "weeks"

  @Option(help: "Days of the week, such as mon,wed (default: that of the first).")
  var days: String?

  @Option(help: "How many there are.")
  var count: Int?

  @Option(help: "The last day.")
  var until: DayArgument?

  @Flag(help: "Book the free ones of a series though others are taken; else none is.")
  var skipTaken = false

  @Option(help: "The number on the waiting list that is served by it.")
  var waiting: Int?

  @OptionGroup var place: DeskPlace

  func run() throws {
    var wish = Desk.Wish()
    (wish.patient, wish.resources, wish.at, wish.minutes) = (patient, with, at, minutes)
    (wish.reason, wish.every, wish.unit, wish.count) = (reason, every, unit, count)
    wish.weekdays = days?.split(separator: ",").map(String.init) ?? []
    (wish.until, wish.skipsTaken, wish.waiting) = (until?.day, skipTaken, waiting)
    let ready = wish
    try place.answer(DeskText.appointments) { desk throws(WorkflowFailure) in
      try desk.book(ready)
    }
  }
}

/// `cleanclaim desk move`
struct DeskMove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move",
    abstract:
      "Move an appointment to another time or other resources; who waits for the old time is named.",
    discussion: "Example: cleanclaim desk move A000001 --at 2026-04-02T10:00")

  @Argument(help: "The appointment's number.")
  var appointment: String

  @Option(help: "Day and time, such as 2026-04-01T09:00.")
  var at: String

  @Option(help: "How many minutes (default: as many as before).")
  var minutes: Int?

  @Option(help: "A provider, room or piece of equipment, in the place of those before.")
  var with: [String] = []

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.appointments) { desk throws(WorkflowFailure) in
      try desk.move(appointment, to: at, minutes: minutes, resources: with)
    }
  }
}

/// `cleanclaim desk cancel`
struct DeskCancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Call an appointment off; its time is free, and who waits for it is named.",
    discussion: "Example: cleanclaim desk cancel A000001 --series")

  @Argument(help: "The appointment's number.")
  var appointment: String

  @Flag(help: "Those of its series that come after it too.")
  var series = false

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.appointments) { desk throws(WorkflowFailure) in
      try desk.put("cancelled", appointment, withSeries: series)
    }
  }
}

/// `cleanclaim desk state`
struct DeskState: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Say how far an appointment has come: arrived, completed, no-show, booked.",
    discussion: "Example: cleanclaim desk state A000001 no-show")

  @Argument(help: "The appointment's number.")
  var appointment: String

  @Argument(help: "arrived, checked-in, completed, no-show, cancelled or booked.")
  var state: String

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.appointments) { desk throws(WorkflowFailure) in
      try desk.put(state, appointment)
    }
  }
}

/// `cleanclaim desk day`
struct DeskDay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "day",
    abstract: "The appointments of a day, with eligibility and what is to be looked at.",
    discussion: "Example: cleanclaim desk day --on 2026-04-01 --with dr-careful")

  @Option(help: "The day of the practice (default: today there).")
  var on: DayArgument?

  @Option(help: "Only those with a provider, room or piece of equipment.")
  var with: String?

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.appointments) { desk throws(WorkflowFailure) in
      try desk.day(on?.day, resource: with)
    }
  }
}

/// `cleanclaim desk reminders`
struct DeskReminders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reminders",
    abstract: "Whose patients are to be reminded, with telephone and mail.",
    discussion: "Example: cleanclaim desk reminders --through 2026-04-03 --mark")

  @Option(help: "The last day (default: two days from now).")
  var through: DayArgument?

  @Flag(help: "Note that they are told now: they are not listed again.")
  var mark = false

  @OptionGroup var place: DeskPlace

  func run() throws {
    try place.answer(DeskText.reminders) { desk throws(WorkflowFailure) in
      try desk.reminders(through: through?.day, marks: mark)
    }
  }
}
