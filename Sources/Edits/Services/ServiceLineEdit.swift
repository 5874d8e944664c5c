// SPDX-License-Identifier: Apache-2.0

import Claims
import CodeSets
import Values

/// The codes of the service lines, each by its own day.
///
/// HCPCS Level II codes and their modifiers are judged where the set is installed. CPT is licensed: where
/// it is not installed, a code is accepted by its form; so are the modifiers of ``ModifierForm``.
///
/// Source: 45 CFR 162.1002(c)(1) and (a)(5).
enum ServiceLineEdit {
  static func judge(_ review: Review, _ findings: inout [Finding]) {
    guard let day = review.day else { return }
    let charges = review.encounter.charges
    for index in charges.indices {
      let place = Place.serviceLine(index + 1)
      let on = charges[index].date ?? day
      if let written = charges[index].code,
        let problem = problem(with: review.held.services[index], written, on: on, review.codes)
      {
        findings.append(problem.finding(at: place, severity(of: problem)))
      }
      let modifiers = charges[index].modifiers
      for (index, modifier) in modifiers.enumerated()
      where modifiers[..<index].contains(modifier) {
        findings.append(
          Finding(
            "modifier.repeated", .rejects, at: place, facts: [Finding.Fact("modifier", modifier)]))
      }
      for modifier in modifiers {
        if let finding = finding(on: modifier, at: place, on: on, review.codes) {
          findings.append(finding)
        }
      }
      if let code = charges[index].placeOfService {
        PlaceOfServiceEdit.judge(code, at: place, on: on, review.codes, &findings)
      }
    }
  }

  /// A day that no installed edition covers holds a diagnosis; a service goes with a warning, since its
  /// set changes every quarter.
  private static func severity(of problem: CodeProblem) -> Finding.Severity {
    problem.rule == "code.no-edition" ? .warns : .rejects
  }

  private static func problem(
    with code: PackedCode?, _ written: String, on day: CalendarDate, _ codes: EditCodes
  ) -> CodeProblem? {
    guard let code, code.count == 5 else {
      return CodeProblem("code.malformed", code: written, set: .hcpcs)
    }
    if CPTForm(code) != nil {
      guard let set = codes.licensedServices else { return nil }
      return CodeStanding(of: code, in: set.on(day)).problem
    }
    guard isHCPCS(code) else { return CodeProblem("code.malformed", code: written, set: .hcpcs) }
    guard let set = codes.services else { return nil }
    let problem = CodeStanding(of: code, in: set.on(day)).problem
    if problem?.rule == "code.no-edition",
      !set.tables.contains(where: { $0.position(of: code) != nil })
    {
      return CodeProblem("code.in-no-edition", code: code.description, set: .hcpcs, day: day)
    }
    return problem
  }

  /// Tells whether a code is a letter and four digits.
  static func isHCPCS(_ code: PackedCode) -> Bool {
    code.count == 5 && code[0] > 10 && (1...4).allSatisfy { (1...10).contains(code[$0]) }
  }

  private static func finding(
    on written: String, at place: Place, on day: CalendarDate, _ codes: EditCodes
  ) -> Finding? {
    guard let code = PackedCode(written), code.count == 2 else {
      return Finding(
        "modifier.unknown", .rejects, at: place, facts: [Finding.Fact("modifier", written)])
    }
    guard let services = codes.services, ModifierForm(code) == nil else { return nil }
    let set = services.on(day)
    guard let problem = CodeStanding(of: code, in: set).problem else { return nil }
    switch problem.rule {
    case "code.unknown":
      return Finding(
        "modifier.unknown", .rejects, at: place,
        facts: [Finding.Fact("modifier", code.description)],
        source: set.release?.source(code.description))
    case "code.no-edition": return problem.finding(at: place, .warns)
    default: return problem.finding(at: place)
    }
  }
}
