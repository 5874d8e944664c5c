// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Values

/// What became of a charge, as the ledger has it: `charge` is always the sum of all that follows it.
public struct AccountFigures: Hashable, Sendable {
  /// What was charged, and balances brought over.
  public var charge = Money.zero
  /// What payers paid.
  public var planPaid = Money.zero
  /// What nobody owes: reductions by contract, by law, by payers.
  public var reduced = Money.zero
  /// What the practice gave up.
  public var writtenOff = Money.zero
  /// What patients paid.
  public var patientPaid = Money.zero
  /// What the guarantor owes: patient receivable, and nothing else.
  public var due = Money.zero
  /// What payers have to decide on or to pay: payer receivable; never a patient's.
  public var waiting = Money.zero
  /// What an agency collects.
  public var collections = Money.zero
  /// What another guarantor owes.
  public var others = Money.zero
  /// What was decided on the claim as a whole and stands there: of a line it is positive, of the claim negative.
  public var together = Money.zero

  /// No figures.
  public init() {}

  /// What has become of the charge, all parts together.
  public var sum: Money {
    planPaid + reduced + writtenOff + patientPaid + due + waiting + collections + others + together
  }

  /// What was left to the patient: paid, owed or given up after it was.
  public var leftToPatient: Money { patientPaid + due + collections }

  /// Whether there is nothing at all.
  public var isEmpty: Bool { self == AccountFigures() }

  /// Adds figures.
  public static func += (a: inout AccountFigures, b: AccountFigures) {
    a.charge += b.charge
    a.planPaid += b.planPaid
    a.reduced += b.reduced
    a.writtenOff += b.writtenOff
    a.patientPaid += b.patientPaid
    a.due += b.due
    a.waiting += b.waiting
    a.collections += b.collections
    a.others += b.others
    a.together += b.together
  }
}

/// A posting on a claim with the number of its entry: what figures are worked out from.
public struct ClaimPosting: Hashable, Sendable {
  /// The number of the entry.
  public let entry: Int
  /// The posting.
  public let posting: Posting

  /// Makes a pair.
  public init(entry: Int, _ posting: Posting) {
    self.entry = entry
    self.posting = posting
  }
}

/// The figures of a claim, by service line; 0 stands for what was posted on the claim as a whole.
public struct ClaimAccount: Hashable, Sendable {
  /// The figures by service line.
  public private(set) var lines: [Int: AccountFigures] = [:]

  /// Works a claim's figures out from everything that was posted on it.
  ///
  /// Within an entry what the claim's postings are off by came from outside: from a payer where payer receivable was
  /// touched, else from the patient. What was paid or given up on the whole claim goes to its lines in their order.
  ///
  /// - Parameter guarantor: Whose patient receivable is meant by `due`.
  public init(
    _ postings: [ClaimPosting], of guarantor: SubjectID<Subject.Guarantor>?
  ) {
    for (_, entry) in Dictionary(grouping: postings, by: \.entry) {
      let lines = Dictionary(grouping: entry.map(\.posting)) { $0.subject.line ?? 0 }
      for (line, postings) in lines { add(postings, to: line, guarantor) }
    }
    spread()
    settle()
    lines = lines.filter { !$0.value.isEmpty }
  }

  /// The figures of the whole claim.
  public var total: AccountFigures {
    lines.values.reduce(into: AccountFigures()) { $0 += $1 }
  }

  /// Brings what was paid, given up or handed over on the whole claim to its lines, as far as they are owed.
  private mutating func spread() {
    guard var whole = lines[0] else { return }
    let parts: [WritableKeyPath<AccountFigures, Money>] = [
      \.patientPaid, \.writtenOff, \.reduced, \.collections, \.others,
    ]
    for number in lines.keys.sorted() where number > 0 {
      guard var line = lines[number] else { continue }
      for part in parts {
        let amount = min(line.due, -whole.due, whole[keyPath: part])
        guard amount > .zero else { continue }
        whole[keyPath: part] += -amount
        whole.due += amount
        line[keyPath: part] += amount
        line.due += -amount
      }
      lines[number] = line
    }
    lines[0] = whole
  }

  /// Where a payer has decided on a claim and on none of its lines, nothing of the lines waits any more.
  private mutating func settle() {
    guard var whole = lines[0], whole.waiting < .zero, total.waiting == .zero else { return }
    for number in lines.keys where number > 0 {
      guard var line = lines[number] else { continue }
      whole.together += -line.waiting
      whole.waiting += line.waiting
      line.together = line.waiting
      line.waiting = .zero
      lines[number] = line
    }
    lines[0] = whole
  }

  private mutating func add(
    _ postings: [Posting], to line: Int, _ guarantor: SubjectID<Subject.Guarantor>?
  ) {
    var figures = lines[line] ?? AccountFigures()
    var outside = Money.zero
    var touchesPayer = false
    for posting in postings {
      let amount = posting.amount
      switch posting.account.number {
      case 1210 where guarantor == nil || posting.subject.guarantor == guarantor:
        figures.due += amount
      case 1210: figures.others += amount
      case 1220:
        figures.waiting += amount
        touchesPayer = true
      case 1240: figures.collections += amount
      case 4010, 3000...3999: figures.charge += -amount
      case 4100...4199: figures.reduced += amount
      case 4200...4299, 5010: figures.writtenOff += amount
      default: continue
      }
      outside += amount
    }
    if touchesPayer { figures.planPaid += -outside } else { figures.patientPaid += -outside }
    lines[line] = figures
  }
}
