// SPDX-License-Identifier: Apache-2.0

import Grouping
public import Values

/// A stay that a person spells out: codes as they are written, with or without points.
public struct GivenStay: Sendable {
  /// The principal diagnosis; its indicator after a colon: `I21.4:Y`.
  public var principal: String
  /// The secondary diagnoses likewise.
  public var secondary: [String] = []
  /// The procedures.
  public var procedures: [String] = []
  /// The admitting diagnosis.
  public var admitting: String?
  /// The day of discharge.
  public var discharged: CalendarDate
  /// The age in years.
  public var age: Int
  /// `male`, `female` or `unknown`; the first letter is enough.
  public var sex: String
  /// The patient discharge status.
  public var dischargeStatus: Int
  /// The days of the stay.
  public var lengthOfStay: Int

  /// Makes a stay.
  public init(
    principal: String, discharged: CalendarDate, age: Int, sex: String, dischargeStatus: Int,
    lengthOfStay: Int
  ) {
    self.principal = principal
    self.discharged = discharged
    self.age = age
    self.sex = sex
    self.dischargeStatus = dischargeStatus
    self.lengthOfStay = lengthOfStay
  }

  func read() throws(WorkflowFailure) -> ReadStay {
    var faults: [Finding] = []
    let diagnoses = ([principal] + secondary).map { text in
      let coded = Self.coded(text)
      if coded == nil { faults.append(Self.fault("diagnosis", text)) }
      return coded ?? ("", .blank)
    }
    for text in procedures where PackedCode(text) == nil {
      faults.append(Self.fault("procedure", text))
    }
    if let admitting, PackedCode(admitting) == nil {
      faults.append(Self.fault("admitting diagnosis", admitting))
    }
    let sexes: [(String, RecordedSex)] = [
      ("male", .male), ("female", .female), ("unknown", .unknown),
    ]
    let sex = sexes.first { !self.sex.isEmpty && $0.0.hasPrefix(self.sex.lowercased()) }
    if sex == nil { faults.append(Self.fault("sex", self.sex)) }
    guard faults.isEmpty else { throw WorkflowFailure(faults, .rejected) }
    return ReadStay(
      InpatientRecord(
        discharged: discharged, age: age, sex: sex?.1 ?? .unknown,
        dischargeStatus: dischargeStatus, lengthOfStay: lengthOfStay,
        admitting: admitting.flatMap { PackedCode($0) }),
      diagnoses: diagnoses.map { ($0.0, $0.1) }, procedures: procedures.map(Self.plain))
  }

  /// A code and its indicator, which stands after a colon.
  static func coded(_ text: String) -> (code: String, present: PresentOnAdmission)? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let code = parts.first, PackedCode(code) != nil else { return nil }
    guard parts.count > 1 else { return (plain(String(code)), .blank) }
    guard parts[1].utf8.count == 1, let byte = parts[1].uppercased().utf8.first,
      PresentOnAdmission(byte) != .other
    else { return nil }
    return (plain(String(code)), PresentOnAdmission(byte))
  }

  /// A code without its point, in upper case.
  static func plain(_ code: String) -> String { PackedCode(code)?.description ?? code }

  private static func fault(_ member: String, _ found: String) -> Finding {
    Finding(
      "group.option", .rejects, at: .claim,
      facts: [.init("option", member), .init("found", found)])
  }
}
