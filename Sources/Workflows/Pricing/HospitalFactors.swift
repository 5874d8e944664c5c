// SPDX-License-Identifier: Apache-2.0

import Pricing
import Storage
import Values

/// The document of a hospital's factors, by which Medicare would pay it.
struct HospitalFactors: Sendable {
  /// Which payment system they are of.
  enum System: Sendable {
    case inpatient
    case outpatient
  }

  /// The document: `Docs/InpatientPayment.md` and `Docs/Outpatient.md` describe them.
  let document: JSON
  /// The payment system: only inpatient factors have operating amounts.
  let system: System
  /// The days for which they hold; nothing for any.
  let period: EffectivePeriod?

  /// Takes a document.
  ///
  /// - Parameter findings: Takes everything that is wrong with it.
  init?(_ document: JSON, _ findings: inout [Finding]) {
    self.document = document
    if document["operating"] != nil || document["capital"] != nil {
      let (rates, found) = HospitalRates.read(document)
      findings += found
      guard let rates else { return nil }
      (system, period) = (.inpatient, rates.period)
    } else {
      let (hospital, found) = OutpatientHospital.read(document)
      findings += found
      guard let hospital else { return nil }
      (system, period) = (.outpatient, hospital.period)
    }
  }

  /// Reads files.
  ///
  /// - Parameter findings: Takes everything that is wrong with them.
  static func read(
    _ paths: [String], _ findings: inout [Finding]
  ) throws(WorkflowFailure) -> [HospitalFactors] {
    var factors: [HospitalFactors] = []
    for path in paths {
      let bytes = try asWorkflow { try Files.read(path) }
      do throws(WorkflowFailure) {
        let document = try AnsweredLines(path).parsed(bytes)
        if let read = HospitalFactors(document, &findings) { factors.append(read) }
      } catch {
        findings += error.findings
      }
    }
    return factors
  }
}

extension [HospitalFactors] {
  /// Where those of a payment system stand that hold on a day; of several those that took effect last.
  func position(of system: HospitalFactors.System, on day: CalendarDate) -> Int? {
    let holding = indices.filter {
      self[$0].system == system && self[$0].period?.contains(day) ?? true
    }
    return holding.max {
      let (first, second) = (self[$0].period?.effective, self[$1].period?.effective)
      return (first?.daysSinceEpoch ?? .min, -$0) < (second?.daysSinceEpoch ?? .min, -$1)
    }
  }
}
