// SPDX-License-Identifier: Apache-2.0

import Claims
import TransactionSets
public import Values
import X12

extension InterchangeFile {
  /// What was read of a file's claims.
  public struct ClaimCounts: Sendable {
    /// How many claims were given.
    public internal(set) var claims = 0
    /// How many transaction sets no guide describes, so that no claims could be read in them.
    public internal(set) var unknownSets = 0
    /// How many rows of a table were left out because its columns are those of another kind of claim.
    public internal(set) var otherRows = 0
  }

  /// A claim as it was read: one that was sent, or one that was answered.
  enum ReadClaim {
    case sent(Claim)
    case answered(RemittanceClaim, Remittance)
  }

  /// Gives each claim of the 837s and 835s in the file as JSON.
  ///
  /// - Returns: How many there were.
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; what could be read was given.
  public func claims(each: (JSON) -> Void) throws(WorkflowFailure) -> ClaimCounts {
    try readClaims { claim, _ in
      switch claim {
      case .sent(let claim): each(claim.json)
      case .answered(let claim, let remittance):
        each(
          .object(
            [
              .init("remittance", .string(remittance.trace.number)),
              .init("payer", .text(remittance.payer?.party.name)),
            ] + claim.json.members))
      }
    }
  }

  /// Gives each service line of the 837s, or of the 835s, as a row of comma-separated values; the first row
  /// names the columns.
  ///
  /// A file with both kinds gives the rows of the kind that comes first.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; what could be read was given.
  public func lines(each: (String) -> Void) throws(WorkflowFailure) -> ClaimCounts {
    var columns: [String] = []
    return try readClaims { claim, counts in
      let isSent = if case .sent = claim { true } else { false }
      let own = isSent ? ClaimTable.columns : RemittanceTable.columns
      if columns.isEmpty {
        columns = own
        each(RemittanceTable.csv(own))
      }
      let rows =
        switch claim {
        case .sent(let claim): ClaimTable.rows(claim)
        case .answered(let claim, let remittance): RemittanceTable.rows(claim, of: remittance)
        }
      guard columns == own else {
        counts.otherRows += rows.count
        return
      }
      for row in rows { each(RemittanceTable.csv(row)) }
    }
  }

  /// Gives each claim of the 837s in the file.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; what could be read was given.
  func sentClaims(each: (Claim) -> Void) throws(WorkflowFailure) {
    _ = try readClaims { claim, _ in
      if case .sent(let claim) = claim { each(claim) }
    }
  }

  /// Gives each claim of the 835s in the file with its remittance.
  ///
  /// - Throws: ``WorkflowFailure`` where the file cannot be read to its end; what could be read was given.
  func answeredClaims(
    each: (RemittanceClaim, Remittance) -> Void
  ) throws(WorkflowFailure) {
    _ = try readClaims { claim, _ in
      if case .answered(let claim, let remittance) = claim { each(claim, remittance) }
    }
  }

  private func readClaims(
    _ body: (ReadClaim, inout ClaimCounts) -> Void
  ) throws(WorkflowFailure) -> ClaimCounts {
    var counts = ClaimCounts()
    var pieces = ClaimPieces()
    var assembler = LoopAssembler(guides: Assets.guides)
    var stream = try asWorkflow { try open() }
    while true {
      switch try asWorkflow({ try stream.next() }) {
      case .segment:
        for piece in assembler.take(stream.segment) { pieces.take(piece, &counts, body) }
      case .bytes: continue
      case .end:
        for piece in assembler.finish() { pieces.take(piece, &counts, body) }
        try Self.finish(stream)
        return counts
      }
    }
  }

  /// Makes claims of the pieces of a file.
  private struct ClaimPieces {
    private var version = ""
    private var reader: ClaimReader?
    private var remittances = RemittanceReader()
    private var remittance: Remittance?

    mutating func take(
      _ piece: LoopAssembler.Piece, _ counts: inout ClaimCounts,
      _ body: (ReadClaim, inout ClaimCounts) -> Void
    ) {
      switch piece {
      case .group(let header): version = header.text(8)
      case .set(let header, let guide):
        let named = header.text(3).isEmpty ? version : header.text(3)
        reader = header.text(1) == "837" ? ClaimReader(version: named) : nil
        if guide == nil, ["835", "837"].contains(header.text(1)) { counts.unknownSets += 1 }
      case .loop(let loop, let ancestors):
        // A claim without CLM is no claim; its loop begins with one.
        if let claim = try? reader?.claim(from: loop, ancestors: ancestors) {
          counts.claims += 1
          body(.sent(claim), &counts)
        }
      default: break
      }
      for part in remittances.take(piece) {
        switch part {
        case .begin(let begun): remittance = begun
        case .claim(let claim, _):
          guard let remittance else { continue }
          counts.claims += 1
          body(.answered(claim, remittance), &counts)
        case .end: remittance = nil
        }
      }
    }
  }
}

/// Service lines of claims as a table: one row a line.
///
/// Amounts are dollars and cents; dates are of ISO 8601; several codes of one cell are parted by blanks.
enum ClaimTable {
  static let columns = [
    "kind", "patient_control_number", "frequency", "billing_npi", "payer", "payer_id",
    "subscriber_id", "patient_family", "patient_given", "claim_charge", "place_of_service",
    "diagnoses", "line", "from", "through", "code_list", "code", "modifiers", "revenue_code",
    "units", "unit", "charge", "diagnosis_pointers", "line_control_number",
  ]

  static func rows(_ claim: Claim) -> [[String]] {
    let head = [
      claim.kind.rawValue, claim.patientControlNumber.description, claim.frequency.code,
      claim.billingProvider.writtenNPI ?? "", claim.coverage.payer.name,
      claim.coverage.payer.id ?? "", claim.coverage.subscriberID ?? "",
      claim.patient.person.name.family, claim.patient.person.name.given ?? "",
      claim.total.description, claim.placeOfService ?? "",
      claim.diagnoses.map(\.code).joined(separator: " "),
    ]
    // A dental line without a date of its own was done on the claim's.
    let stated = claim.dates.first { $0.qualifier == "472" }
    return claim.lines.map { line in
      let charge = line.charge
      let from = line.from ?? stated?.from
      let through = line.from == nil ? stated?.through ?? from : line.through
      return head + [
        String(line.number), from?.description ?? "", through?.description ?? "",
        line.codeList ?? usualList(charge, claim.kind), charge.code ?? "",
        charge.modifiers.joined(separator: " "),
        charge.revenueCode ?? "", charge.units.description, charge.unitBasis.rawValue,
        charge.amount.description, charge.diagnosisPointers.map(String.init).joined(separator: " "),
        line.references.first { $0.qualifier == "6R" }?.value ?? "",
      ]
    }
  }

  /// The list that a code is from where the line does not say another.
  private static func usualList(_ charge: Charge, _ kind: ClaimKind) -> String {
    charge.code == nil ? "" : kind == .dental ? "AD" : "HC"
  }
}
