// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// Judges the services of claims by the National Correct Coding Initiative: pairs, units, add-on codes.
///
///     let edits = CorrectCodingEdits(tables)
///     var findings: [Finding] = []
///     try edits.judge(record, &findings)
///
/// Services of the same patient, day and provider are held against each other, those of earlier claims included.
/// Medicaid's tables judge claims to Medicaid where they are installed, Medicare's all others.
///
/// Source: NCCI Policy Manual for Medicare Services, chapter I.
public final class CorrectCodingEdits {
  let tables: CorrectCodingTables

  /// Takes the tables.
  public init(_ tables: CorrectCodingTables) { self.tables = tables }

  /// A service with what its edits ask for.
  struct Service {
    /// The line of the claim, or the earlier claim that it stands on.
    var line: ServiceRecord.Line
    /// The name of the earlier claim; nothing for a line of this one.
    var past: String?
    var code: PackedCode
    var isDenied = false

    var isCurrent: Bool { past == nil }

    /// What a finding calls it.
    var name: String { past.map { "claim \($0)" } ?? "service line \(line.number)" }
  }

  /// Judges a claim.
  ///
  /// - Returns: Through `findings`, in the order pairs, units, add-ons, each by line.
  /// - Throws: Where a codebook cannot be opened.
  /// - Complexity: O(*n*² log *m*) for *n* services of a day and *m* pairs of a code.
  public func judge(_ record: ServiceRecord, _ findings: inout [Finding]) throws {
    guard record.bill != .inpatient, let first = record.lines.first else { return }
    let isMedicaid = record.claimFiling == "MC" && tables.isInstalled(.ncciMedicaid)
    let set: CodeSetID = isMedicaid ? .ncciMedicaid : .ncci
    let day = try tables.tables(of: set, for: record.bill, on: first.from)
    if day.pairs.isEmpty, day.units.isEmpty, day.addOns.isEmpty { return }
    // Medicare does not pay; what others do is for their own rules to say.
    let isBinding =
      record.claimFiling.map { ["MA", "MB", "MC", "16"].contains($0) } ?? true
    let severity: Finding.Severity = isBinding ? .rejects : .warns
    if let release = day.otherQuarter {
      findings.append(
        Finding(
          "ncci.other-quarter", .informs, at: .claim,
          facts: [
            .init("edition", release.edition), .init("on", first.from.description),
          ], source: release.source("the release as a whole")))
    }
    var services = Self.services(of: record)
    judgePairs(&services, record, day, severity, &findings)
    judgeUnits(services, record, day, severity, &findings)
    judgeAddOns(services, record, day, severity, &findings)
  }

  private static func services(of record: ServiceRecord) -> [Service] {
    var services: [Service] = []
    services.reserveCapacity(record.lines.count + record.history.count)
    for line in record.lines {
      if let code = line.code { services.append(Service(line: line, past: nil, code: code)) }
    }
    for past in record.history {
      if let code = past.line.code {
        services.append(Service(line: past.line, past: past.claim, code: code))
      }
    }
    return services
  }
}

extension ServiceRecord.Line {
  /// Tells whether two services were done by the same practitioner, or by two of one group and specialty; a claim
  /// that does not say who counts as the same.
  ///
  /// Source: Pub. 100-04, chapter 12, section 30.6.5.
  @inline(__always)
  func isSameProvider(as other: ServiceRecord.Line, _ bill: ServiceRecord.Bill) -> Bool {
    if bill == .outpatient {
      return billing == other.billing || billing == 0 || other.billing == 0
    }
    if rendering == other.rendering || rendering == 0 || other.rendering == 0 { return true }
    return billing != 0 && billing == other.billing && taxonomy != nil
      && taxonomy == other.taxonomy
  }

  /// Tells whether two services share a day.
  @inline(__always)
  func sharesDay(with other: ServiceRecord.Line) -> Bool {
    from <= other.through && other.from <= through
  }
}
