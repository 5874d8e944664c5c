// SPDX-License-Identifier: Apache-2.0

public import Accounting
public import Billing
public import Values

extension PeopleStore {
  /// What a patient is looked for by; what is given must all agree.
  public struct Query: Sendable {
    /// The family name.
    public var family: String?
    /// The given name.
    public var given: String?
    /// The date of birth.
    public var birthDate: CalendarDate?
    /// A number with a payer.
    public var member: String?
    /// The practice's record number.
    public var recordNumber: String?
    /// A telephone number.
    public var telephone: String?

    /// Makes an empty query.
    public init() {}

    /// Whether it says too little to look by: a date of birth or a given name alone.
    public var isTooLittle: Bool { lookup == nil }

    /// The narrowest look-up that the query allows.
    var lookup: (kind: String, text: String)? {
      let last = family.map(PersonTraits.folded)
      let first = given.map(PersonTraits.folded)
      let birth = birthDate?.description
      if let member { return ("member", PersonTraits.folded(member)) }
      if let recordNumber { return ("record", PersonTraits.folded(recordNumber)) }
      if let last, let birth { return ("family-birth", "\(last)|\(birth)") }
      if let first, let birth { return ("given-birth", "\(first)|\(birth)") }
      if let telephone { return ("telephone", String(PersonTraits.digits(telephone).suffix(10))) }
      if let last, let first { return ("name", [last, first].sorted().joined(separator: "|")) }
      return last.map { ("family", $0) }
    }

    func agrees(_ traits: PersonTraits) -> Bool {
      (family.map { PersonTraits.folded($0) == traits.family } ?? true)
        && (given.map { PersonTraits.folded($0) == traits.given } ?? true)
        && (birthDate.map { $0 == traits.birthDate } ?? true)
        && (telephone.map { PersonTraits.digits($0).suffix(10) == traits.telephone } ?? true)
    }
  }

  /// A patient that was found.
  public struct Match: Sendable {
    /// The number.
    public let patient: PatientID
    /// What is known.
    public let record: PatientRecord
    /// Whether what was asked for is what the patient was known by before.
    public let isFormer: Bool
  }

  /// Finds patients by what they are known by, or were before.
  ///
  /// - Complexity: O(*m*), where *m* is the number of those found.
  public func find(_ query: Query, limit: Int = 100) throws -> [Match] {
    guard let lookup = query.lookup else { return [] }
    // In two steps: asked for both at once, SQLite would go through all patients in their order.
    let ids = try own.run(
      """
      SELECT person FROM person_index
      WHERE practice = :practice AND mark = ? AND kind = ? ORDER BY person LIMIT \(limit)
      """, [mark(lookup.kind, lookup.text), .text(lookup.kind)]
    ).map { $0.values[0] }
    guard !ids.isEmpty else { return [] }
    let places = repeatElement("?", count: ids.count).joined(separator: ", ")
    return try own.run(
      """
      SELECT id, content FROM patient WHERE practice = :practice AND id IN (\(places)) ORDER BY id
      """, ids
    ).map { row in
      let id = try Self.patient(row.text(0))
      let record = try record(row.bytes(1), of: id.description)
      return Match(
        patient: id, record: record, isFormer: !query.agrees(PersonTraits(record)))
    }
  }

  /// Two records that may be one patient.
  public struct PossibleDuplicate: Sendable {
    /// The one with the lower number.
    public let one: PatientID
    /// The other.
    public let other: PatientID
    /// How likely, and why.
    public let score: DuplicateScore
  }

  /// The records that may be the same patient as one, the likeliest first.
  public func duplicates(
    of id: PatientID, _ variants: NameVariants
  ) throws -> [PossibleDuplicate] {
    let traits = try traits(of: id)
    let marks = traits.lookups.filter { PersonTraits.duplicateKinds.contains($0.kind) }
      .map { mark($0.kind, $0.text) }
    let places = repeatElement("?", count: marks.count).joined(separator: ", ")
    let others = try own.run(
      """
      SELECT DISTINCT person FROM person_index
      WHERE practice = :practice AND mark IN (\(places)) AND person <> ? ORDER BY person LIMIT 500
      """, marks + [.text(id.description)]
    ).map { try $0.text(0) }
    return try scored(others.filter { $0.hasPrefix("P") }.map { (id.description, $0) }, variants)
  }

  /// All records that may be one patient, the likeliest first; those merged already are left out.
  ///
  /// - Complexity: What many share (the telephone of a home, say) proposes nobody past fifty of them.
  public func duplicates(_ variants: NameVariants) throws -> [PossibleDuplicate] {
    let kinds = PersonTraits.duplicateKinds.map { "'\($0)'" }.joined(separator: ", ")
    var pairs: Set<Pair> = []
    var bucket: [String] = []
    var last: DatabaseValue?
    func close() {
      if (2...50).contains(bucket.count) {
        for (index, one) in bucket.enumerated() {
          for other in bucket[(index + 1)...] { pairs.insert(Pair(one: one, other: other)) }
        }
      }
      bucket = []
    }
    for row in try own.run(
      """
      SELECT mark, person FROM person_index WHERE practice = :practice AND kind IN (\(kinds))
      ORDER BY mark, person
      """)
    {
      if row.values[0] != last { close() }
      last = row.values[0]
      bucket.append(try row.text(1))
    }
    close()
    return try scored(pairs.map { ($0.one, $0.other) }, variants)
  }

  private struct Pair: Hashable {
    let one: String
    let other: String
  }

  private func scored(
    _ pairs: [(String, String)], _ variants: NameVariants
  ) throws -> [PossibleDuplicate] {
    var known: [String: (traits: PersonTraits, root: PatientID)] = [:]
    func look(_ name: String) throws -> (traits: PersonTraits, root: PatientID) {
      if let one = known[name] { return one }
      let id = try Self.patient(name)
      let one = (try traits(of: id), try root(of: id))
      known[name] = one
      return one
    }
    var found: [PossibleDuplicate] = []
    for (one, other) in pairs.map({ $0 < $1 ? ($0, $1) : ($1, $0) }) {
      let (a, b) = (try look(one), try look(other))
      guard a.root != b.root else { continue }
      let score = DuplicateScore(a.traits, b.traits, variants)
      guard score.points >= DuplicateScore.shown else { continue }
      found.append(
        PossibleDuplicate(
          one: try Self.patient(one), other: try Self.patient(other), score: score))
    }
    return found.sorted {
      ($1.score.points, $0.one, $0.other) < ($0.score.points, $1.one, $1.other)
    }
  }

  private func traits(of id: PatientID) throws -> PersonTraits {
    PersonTraits(try record(of: id), coverages: try coverages(of: id).map(\.coverage))
  }
}
