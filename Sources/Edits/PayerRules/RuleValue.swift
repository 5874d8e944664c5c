// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A value of a claim as rules compare it.
enum RuleValue: Hashable, Sendable {
  case text(String)
  /// A number in thousandths.
  case number(Int64)
  case day(CalendarDate)
  case texts([String])
  /// The claim does not say.
  case missing

  /// What a field or literal is, whatever its value.
  enum Kind: String, Hashable, Sendable {
    case text
    case number
    case day
    case texts = "several texts"
  }

  static func text(_ text: String?) -> RuleValue { text.map { .text($0) } ?? .missing }
}

/// A text, a text with `*` at its end, or a range of texts of one length.
enum RulePattern: Hashable, Sendable {
  case exactly(String)
  case beginning(String)
  case range(String, String)

  func matches(_ text: String) -> Bool {
    switch self {
    case .exactly(let wanted): text == wanted
    case .beginning(let start): text.hasPrefix(start)
    case .range(let first, let last):
      text.utf8.count == first.utf8.count && first <= text && text <= last
    }
  }
}

/// A field of a claim that rules may name.
struct RuleField: Hashable, Sendable {
  /// Whether a field belongs to the claim or to each line.
  enum Scope: Hashable, Sendable {
    case claim
    case line
  }

  let name: String
  let kind: RuleValue.Kind
  let scope: Scope
  let value: @Sendable (ServiceRecord, ServiceRecord.Line?) -> RuleValue

  static func == (a: RuleField, b: RuleField) -> Bool { a.name == b.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// Every field by its name.
  static let all: [String: RuleField] = Dictionary(
    uniqueKeysWithValues: (claimFields + lineFields).map { ($0.name, $0) })

  private static let claimFields = [
    RuleField("claim.bill", .text) { .text($0.bill.rawValue) },
    RuleField("claim.type", .text) { .text($0.billType == 0 ? nil : "\($0.billType)") },
    RuleField("claim.payer", .text) { .text($0.payer) },
    RuleField("claim.filing", .text) { .text($0.claimFiling) },
    RuleField("claim.total", .number) { claim in
      .number(claim.lines.reduce(0) { $0 + $1.charge.cents } * 10)
    },
    RuleField("claim.lines", .number) { .number(Int64($0.lines.count) * 1000) },
    RuleField("claim.codes", .texts) { .texts($0.lines.compactMap { $0.code?.description }) },
    RuleField("claim.modifiers", .texts) { claim in
      .texts(claim.lines.flatMap { $0.modifiers.map(\.description) })
    },
    RuleField("claim.places", .texts) { .texts($0.lines.compactMap(\.place)) },
    RuleField("claim.revenues", .texts) { .texts($0.lines.compactMap(\.revenue)) },
    RuleField("claim.conditions", .texts) { .texts($0.conditionCodes) },
    RuleField("claim.diagnoses", .texts) { .texts($0.diagnoses.map(\.description)) },
    RuleField("claim.from", .day) { $0.lines.map(\.from).min().map { .day($0) } ?? .missing },
    RuleField("history.codes", .texts) { claim in
      .texts(claim.history.compactMap { $0.line.code?.description })
    },
    RuleField("patient.sex", .text) { .text($0.sex) },
    RuleField("patient.age", .number) { claim in
      guard let birth = claim.birthDate, let day = claim.lines.map(\.from).min() else {
        return .missing
      }
      let (born, now) = (birth.parts, day.parts)
      let isBefore = (now.month, now.day) < (born.month, born.day)
      return .number(Int64(now.year - born.year - (isBefore ? 1 : 0)) * 1000)
    },
  ]

  private static let lineFields = [
    RuleField("line.number", .number) { _, line in .number(Int64(line.number) * 1000) },
    RuleField("line.code", .text) { _, line in .text(line.code?.description) },
    RuleField("line.modifiers", .texts) { _, line in .texts(line.modifiers.map(\.description)) },
    RuleField("line.units", .number) { _, line in .number(line.units.thousandths) },
    RuleField("line.charge", .number) { _, line in .number(line.charge.cents * 10) },
    RuleField("line.place", .text) { _, line in .text(line.place) },
    RuleField("line.revenue", .text) { _, line in .text(line.revenue) },
    RuleField("line.from", .day) { _, line in .day(line.from) },
    RuleField("line.through", .day) { _, line in .day(line.through) },
    RuleField("line.days", .number) { _, line in
      .number(Int64(line.through.daysSinceEpoch - line.from.daysSinceEpoch + 1) * 1000)
    },
    RuleField("line.taxonomy", .text) { _, line in .text(line.taxonomy?.description) },
    RuleField("line.diagnosis", .text) { claim, line in
      .text(line.pointed(in: claim).first)
    },
    RuleField("line.diagnoses", .texts) { claim, line in .texts(line.pointed(in: claim)) },
  ]

  private init(
    _ name: String, _ kind: RuleValue.Kind,
    _ value: @escaping @Sendable (ServiceRecord) -> RuleValue
  ) {
    self.name = name
    self.kind = kind
    scope = .claim
    self.value = { claim, _ in value(claim) }
  }

  private init(
    _ name: String, _ kind: RuleValue.Kind,
    _ value: @escaping @Sendable (ServiceRecord, ServiceRecord.Line) -> RuleValue
  ) {
    self.name = name
    self.kind = kind
    scope = .line
    self.value = { claim, line in line.map { value(claim, $0) } ?? .missing }
  }
}

extension ServiceRecord.Line {
  /// The two digits of the place of service.
  fileprivate var place: String? { placeOfService.map { $0 < 10 ? "0\($0)" : "\($0)" } }

  /// The four digits of the revenue code.
  fileprivate var revenue: String? {
    revenueCode.map { String(String(10_000 + Int($0)).dropFirst()) }
  }

  /// The diagnoses that the line points to; every one where it points to none.
  fileprivate func pointed(in claim: ServiceRecord) -> [String] {
    guard !pointers.isEmpty else { return claim.diagnoses.map(\.description) }
    return pointers.compactMap { pointer in
      let index = Int(pointer) - 1
      return claim.diagnoses.indices.contains(index) ? claim.diagnoses[index].description : nil
    }
  }
}
