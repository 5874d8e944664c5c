// SPDX-License-Identifier: Apache-2.0

public import Claims
import CodeSets
public import Values

/// Judges whether Medicare's coverage policies cover the services of a claim for its diagnoses.
///
/// Source: Social Security Act, section 1862(a)(1)(A); Medicare Program Integrity Manual, chapter 13.
public struct NecessityReview: Sendable {
  private let database: CoverageDatabase
  private let tables: NecessityTables

  /// Takes the installed tables of the coverage database and our own.
  public init(_ database: CoverageDatabase, _ tables: NecessityTables) {
    self.database = database
    self.tables = tables
  }

  /// The documents of the database that local policies need and that are not installed, by name.
  public var missing: [String] { database.missing.map(\.rawValue) }

  /// Tells whether a contractor's number is in the installed tables.
  public func knows(contractor: String, on day: CalendarDate) -> Bool {
    CoveragePlace(database, contractor: contractor, state: nil, on: day, parts: [:]).isKnown
  }

  /// Judges every line of a claim.
  ///
  /// - Complexity: O(*l* · *p* log *n*) for *l* lines, *p* policies of a service and *n* rows of a table.
  public func review(_ record: ServiceRecord) -> [LineNecessity] {
    record.lines.map { review($0, of: record) }
  }

  /// Adds what is found at the lines of a claim where no policies are installed: limits of frequency and modifiers
  /// alone decide.
  public func findingsWithoutPolicies(_ record: ServiceRecord, _ findings: inout [Finding]) {
    for line in record.lines where tables.speak(of: line) {
      findings += review(line, of: record).findings.filter {
        Self.withoutPolicies.contains($0.rule)
      }
    }
  }

  private static let withoutPolicies: Set<String> = [
    "necessity.frequency", "necessity.modifier-conflict", "necessity.notice-advised",
  ]

  private func review(_ line: ServiceRecord.Line, of record: ServiceRecord) -> LineNecessity {
    let pointed = record.pointed(by: line)
    var policies: [PolicyReview] = []
    if let code = line.code {
      policies = NationalDecision(database).reviews(
        of: code, on: line.from, diagnoses: record.diagnoses, pointed: pointed)
      policies += local(code, line, record, pointed)
    }
    policies =
      policies.filter { $0.standing == .applies } + policies.filter { $0.standing != .applies }
    let verdict = Self.verdict(of: policies)
    let notice = NoticeModifiers(line.modifiers)
    let frequency = tables.frequency(of: line, in: record)
    let isDenied =
      verdict == .notCovered || frequency.map { !$0.isKept } ?? false
    let advised = isDenied && notice.liability == .unstated ? ["GA", "GZ"] : []
    let findings = NecessityFindings(
      line: line, record: record, policies: policies, verdict: verdict, frequency: frequency,
      notice: notice, conflicts: tables.conflicts)
    return LineNecessity(
      line: line.number, code: line.code, day: line.from, pointed: pointed, verdict: verdict,
      policies: policies, liability: notice.liability, advised: advised, frequency: frequency,
      findings: findings.all)
  }

  /// What policies say together: one that does not cover decides, unless another covers the same line, for
  /// then the two have to be read.
  static func verdict(of policies: [PolicyReview]) -> CoverageVerdict {
    let verdicts = policies.filter { $0.standing == .applies }.compactMap(\.verdict)
    if verdicts.isEmpty { return .noPolicy }
    let denies = verdicts.contains(.notCovered)
    if denies, verdicts.contains(.covered) || verdicts.contains(.conditions) { return .conditions }
    if denies { return .notCovered }
    return verdicts.contains(.covered) ? .covered : .conditions
  }

  /// The articles and local determinations that name a service.
  private func local(
    _ code: PackedCode, _ line: ServiceRecord.Line, _ record: ServiceRecord, _ pointed: [Int]
  ) -> [PolicyReview] {
    let place = CoveragePlace(
      database, contractor: record.contractor, state: record.state, on: line.from,
      parts: tables.parts)
    var reviews: [PolicyReview] = []
    for document in database.documents(of: .articleServices, naming: code.bits) {
      guard
        var review = review(
          document, .article, code: code, on: line.from, place: place, .articles,
          .articleServices, .articleContractors, .articleStates)
      else { continue }
      if review.standing == .applies {
        let decision = ArticleDecision(
          database, document, UInt16(review.version), code: code,
          paragraphs: ParagraphReading(tables.cues))
        decision.decide(&review, diagnoses: record.diagnoses, pointed: pointed)
        note(partOf: place, document, &review, .articleContractors, .articleStates)
      }
      review.related = database.rows(of: .articleRelated, document, UInt16(review.version)).map {
        "L\($0.record.key)"
      }
      reviews.append(review)
    }
    return reviews + determinations(code, on: line.from, place: place, besides: reviews)
  }

  /// The local determinations that name a service themselves and of which no article decides.
  private func determinations(
    _ code: PackedCode, on day: CalendarDate, place: CoveragePlace, besides articles: [PolicyReview]
  ) -> [PolicyReview] {
    let decided = Set(articles.filter { $0.standing == .applies }.flatMap(\.related))
    var reviews: [PolicyReview] = []
    for document in database.documents(of: .localServices, naming: code.bits)
    where !decided.contains("L\(document)") {
      guard
        var review = review(
          document, .local, code: code, on: day, place: place, .localDeterminations,
          .localServices, .localContractors, .localStates)
      else { continue }
      if review.standing == .applies {
        review.verdict = .conditions
        review.basis = .noList
        review.conditions = [PolicyReview.Condition(kind: "no-list", group: 0, text: "")]
      }
      reviews.append(review)
    }
    return reviews
  }

  /// The review of a document by the version that was in force on a day, else by its newest; nothing where the
  /// version does not name the service.
  private func review(
    _ document: UInt32, _ kind: PolicyReview.Kind, code: PackedCode, on day: CalendarDate,
    place: CoveragePlace, _ titles: Component, _ services: Component, _ contractors: Component,
    _ states: Component
  ) -> PolicyReview? {
    let versions = database.versions(of: titles, document: document)
    let current = versions.first { Self.isInForce($0.record, on: day) }
    guard let found = current ?? versions.first else { return nil }
    let record = found.record
    let rows = database.rows(of: services, document, record.version, key: code.bits)
    guard let row = rows.first else { return nil }
    var standing = PolicyReview.Standing.applies
    let status = UInt8(record.flags & CoverageRecord.status)
    if found.table.note(record).uppercased().hasPrefix("D") || status == UInt8(ascii: "P") {
      standing = .notApproved
    } else if current == nil {
      standing = .notInForce
    } else {
      switch place.match(document, record.version, contractors: contractors, states: states) {
      case .here, .part: break
      case .elsewhere: standing = .otherPlace
      case .unknown: standing = .placeUnknown
      }
    }
    return PolicyReview(
      kind: kind, id: "\(kind == .article ? "A" : "L")\(document)", version: Int(record.version),
      title: found.table.text(record), effective: Self.day(record.effective),
      end: Self.day(record.end), standing: standing, source: row.source(code.description))
  }

  /// Notes where a policy is of a part of the state only.
  private func note(
    partOf place: CoveragePlace, _ document: UInt32, _ review: inout PolicyReview,
    _ contractors: Component, _ states: Component
  ) {
    guard
      case .part(let part) = place.match(
        document, UInt16(review.version), contractors: contractors, states: states)
    else { return }
    review.verdict = .conditions
    review.conditions.append(PolicyReview.Condition(kind: "part-of-state", group: 0, text: part))
  }

  private static func isInForce(_ record: CoverageRecord, on day: CalendarDate) -> Bool {
    record.effective <= day.daysSinceEpoch && day.daysSinceEpoch <= record.end
  }

  private static func day(_ number: Int32) -> CalendarDate? {
    number == CoverageRecord.noDay ? nil : CalendarDate(daysSinceEpoch: number)
  }
}
