// SPDX-License-Identifier: Apache-2.0

import Values

/// Makes services of answers of `price`, which a document may carry as `priced`.
enum PricedAnswers {
  /// A document whose priced answers stand among its services, and what is wrong with them.
  static func services(of document: JSON) -> (document: JSON, faults: [Finding]) {
    guard let priced = document["priced"], priced != .null else { return (document, []) }
    let answers = if case .array(let elements) = priced { elements } else { [priced] }
    let isList = if case .array = priced { true } else { false }
    var services: [JSON] = []
    var faults: [Finding] = []
    for (index, answer) in answers.enumerated() {
      let path = isList ? "priced[\(index)]" : "priced"
      if answer["drg"] != nil, answer["total"] != nil {
        services.append(stay(answer, path, &faults))
      } else if case .array(let lines)? = answer["lines"] {
        for (number, line) in lines.enumerated() {
          if let service = self.line(line, "\(path).lines[\(number)]", &faults) {
            services.append(service)
          }
        }
      } else {
        faults.append(
          Finding(
            "estimate.bad-value", .rejects, at: .field(path),
            facts: [
              .init("field", path), .init("found", String(answer.line.prefix(60))),
              .init("expected", "an answer of cleanclaim price --json"),
            ]))
      }
    }
    let own = document["services"].map { $0 == .null ? [] : $0.elements } ?? []
    let kept = document.members.filter { !["priced", "services"].contains($0.name) }
    return (.object(kept + [JSON.Member("services", .array(own + services))]), faults)
  }

  /// A stay in a hospital: its payment is what is allowed, from the day of admission.
  private static func stay(_ answer: JSON, _ path: String, _ faults: inout [Finding]) -> JSON {
    let days = answer["stay"]?.int
    let discharged = answer["discharged"]?.string.flatMap { CalendarDate($0) }
    if days == nil { missing("stay", path, &faults) }
    if discharged == nil { missing("discharged", path, &faults) }
    let admitted = discharged.map { $0.adding(days: -(days ?? 0)) }
    // A stay costs its payment by group, also where that is more than the charges.
    return .members(
      ("category", .string("inpatient")), ("facility", .bool(true)), ("date", .date(admitted)),
      ("days", days.map(JSON.int)), ("allowed", answer["total"]))
  }

  /// A line of professional or outpatient services; nothing where the price has none that is allowed.
  private static func line(
    _ line: JSON, _ path: String, _ faults: inout [Finding]
  ) -> JSON? {
    guard let allowed = line["allowed"], allowed != .null else {
      missing("allowed", path, &faults)
      return nil
    }
    let code = line["code"].flatMap { $0 == .null ? nil : $0 }
    return .members(
      ("code", code), ("date", line["date"]), ("units", line["units"]), ("place", line["place"]),
      ("category", code == nil ? .string("other") : nil), ("charge", line["charge"]),
      ("allowed", allowed))
  }

  private static func missing(_ name: String, _ path: String, _ faults: inout [Finding]) {
    faults.append(
      Finding(
        "estimate.missing-value", .rejects, at: .field("\(path).\(name)"),
        facts: [.init("field", name)]))
  }
}
