// SPDX-License-Identifier: Apache-2.0

public import Values

/// What is asked or said about the claims of one transmission: a 276, 277 or 277CA transaction set.
///
/// The three have one shape. A tree of levels leads from the payer through whoever receives the answer
/// and the provider to the patient; at each level there may be matters that are traced, each with its
/// statuses. A 276 asks, so that it has none.
///
///     for matter in report.matters where matter.statuses.contains(where: \.isRejection) {
///       print(matter.patientControlNumber ?? "", matter.statuses[0].category)
///     }
///
/// Source: 005010X212 (276, 277), 005010X214 (277CA).
public struct ClaimStatusReport: Hashable, Sendable {
  /// Which of the three it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Somebody asks how claims stand: 276.
    case inquiry
    /// A payer says how claims stand: 277.
    case response
    /// A receiver says which claims it takes for adjudication: 277CA.
    case acknowledgement
  }

  /// Number and guide of the transaction set.
  public var header: SetHeader
  /// Number, date and purpose of the transaction set.
  public var beginning: SetBeginning
  /// The levels at the top, one for each source of information.
  public var levels: [ClaimStatusLevel] = []
  /// How the set was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a report.
  public init(_ kind: Kind = .response, beginning: SetBeginning = SetBeginning()) {
    switch kind {
    case .inquiry: header = SetHeader("276", version: "005010X212")
    case .response: header = SetHeader("277", version: "005010X212")
    case .acknowledgement: header = SetHeader("277", version: "005010X214")
    }
    self.beginning = beginning
  }

  /// Which of the three it is, by the set's number and by BHT06.
  public var kind: Kind {
    if header.set == "276" { return .inquiry }
    return beginning.kind == "TH" || header.version == "005010X214" ? .acknowledgement : .response
  }

  /// Everything that is traced, at every level, in the order of the transaction set.
  public var matters: [ClaimStatusMatter] { levels.flatMap(\.allMatters) }
}

/// One level of a ``ClaimStatusReport``: a payer, receiver, provider, subscriber or dependent.
public struct ClaimStatusLevel: Hashable, Sendable {
  /// Where in the tree the level stands.
  public var level: HierarchicalLevel
  /// Birth and sex of a subscriber or dependent: 276 only.
  public var demographics: Demographics?
  /// Who it is; a provider of a 276 or 277 may be named twice.
  public var parties: [AddressedParty] = []
  /// What is traced at this level.
  public var matters: [ClaimStatusMatter] = []
  /// The levels below.
  public var levels: [ClaimStatusLevel] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a level.
  public init(_ kind: HierarchicalLevel.Kind = .source) { level = HierarchicalLevel(kind) }

  /// What is traced here and below.
  public var allMatters: [ClaimStatusMatter] { matters + levels.flatMap(\.allMatters) }
}

/// A claim, or a whole transmission, that is traced: loop 2200 of a 276, 277 or 277CA.
public struct ClaimStatusMatter: Hashable, Sendable {
  /// The number by which the one who asked knows it; a 277CA returns CLM01 here.
  public var trace: TraceNumber
  /// How it stands.
  public var statuses: [ClaimStatus] = []
  /// Identifiers: `1K` the payer's, `D9` the clearinghouse's, `EJ` the patient control number, `BLT` the
  /// type of bill, `XZ` the prescription.
  public var references: [QualifiedReference] = []
  /// Quantities: how many claims were accepted (`90`) and rejected (`AA`); 277CA only.
  public var quantities: [QualifiedQuantity] = []
  /// Amounts: `T3` the submitted charge (276); `YU` accepted and `YY` rejected in all (277CA).
  public var amounts: [QualifiedAmount] = []
  /// Dates: `472` service, `050` received, `009` processed.
  public var dates: [QualifiedDate] = []
  /// The service lines that are asked or told about.
  public var lines: [ClaimStatusLine] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a matter.
  public init(trace: TraceNumber = TraceNumber(), statuses: [ClaimStatus] = []) {
    self.trace = trace
    self.statuses = statuses
  }

  /// The provider's number of the claim: REF EJ, or else the trace number.
  public var patientControlNumber: String { references["EJ"] ?? trace.number }
  /// The payer's number of the claim.
  public var payerControlNumber: String? { references["1K"] }
  /// Whether any of its statuses turns it away.
  public var isRejected: Bool { statuses.contains(where: \.isRejection) }
}

/// A service line that is asked or told about: loop 2210 of a 276, 2220 of a 277 or 277CA.
public struct ClaimStatusLine: Hashable, Sendable {
  /// The service.
  public var service: BilledService
  /// The charge.
  public var charge: Money
  /// What was paid.
  public var paid: Money?
  /// The revenue code.
  public var revenueCode: String?
  /// How many units.
  public var units: Quantity?
  /// How it stands.
  public var statuses: [ClaimStatus] = []
  /// Identifiers: `FJ` the line, `XZ` the prescription.
  public var references: [QualifiedReference] = []
  /// Dates: `472` service.
  public var dates: [QualifiedDate] = []
  /// How the loop was written, where we would write it differently.
  public var asWritten: AsWritten?

  /// Makes a line.
  public init(service: BilledService = BilledService(), charge: Money = .zero) {
    self.service = service
    self.charge = charge
  }
}
