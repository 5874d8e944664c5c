// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Values

/// What is said of visits that are shared, taught, preventive, or not the only one of their day.
struct SharedVisitOptions: ParsableArguments {
  /// Who of two practitioners.
  enum Performer: String, ExpressibleByArgument, CaseIterable {
    case physician, nonphysician
  }

  /// The part of a teaching physician.
  enum Teaching: String, ExpressibleByArgument, CaseIterable {
    case present, exception, absent
  }

  @Option(help: "The place of service, two digits: a split visit in an office code needs it.")
  var place: String?

  @Option(help: "The patient's age in years, for preventive visits.")
  var age: String?

  @Flag(help: "A problem beside a preventive visit was significant and apart from it.")
  var separateProblem = false

  @Option(help: "The physician's own minutes of a split (or shared) visit.")
  var physicianMinutes: String?

  @Option(help: "The other practitioner's own minutes of a split visit.")
  var nonphysicianMinutes: String?

  @Option(help: "Who did the substantive part of the decision making of a split visit.")
  var decisionsBy: Performer?

  @Option(
    help:
      "A resident furnished the visit: the teaching physician was present, or absent, or the primary care exception applies."
  )
  var teaching: Teaching?

  @Option(
    help:
      "Another visit of the day by the practitioner or the group and specialty; may be given again, and with :unrelated."
  )
  var sameDay: [String] = []

  /// What each of two practitioners did; nothing where none is said.
  var split: JSON? {
    guard physicianMinutes != nil || nonphysicianMinutes != nil || decisionsBy != nil else {
      return nil
    }
    func share(_ minutes: String?, _ who: Performer) -> JSON {
      .members(
        ("minutes", minutes.map(JSON.string)),
        ("parts", decisionsBy == who ? .array([.string("decision-making")]) : nil))
    }
    return .members(
      ("physician", share(physicianMinutes, .physician)),
      ("nonphysician", share(nonphysicianMinutes, .nonphysician)))
  }

  /// The part of the teaching physician.
  var teachingJSON: JSON? {
    teaching.map {
      .members(("present", .bool($0 == .present)), ("exception", .bool($0 == .exception)))
    }
  }

  /// The other visits of the day.
  var others: JSON? {
    sameDay.isEmpty
      ? nil
      : .array(
        sameDay.map { text in
          let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
          return .members(
            ("service", .string(parts.first ?? "")),
            ("unrelated", .bool(parts.count > 1 && parts[1] == "unrelated")))
        })
  }
}
