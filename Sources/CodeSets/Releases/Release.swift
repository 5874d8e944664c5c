// SPDX-License-Identifier: Apache-2.0

public import Values

/// One dated edition of one component of a code set: who published it, when it is in force, and
/// the files that it was made from.
///
/// Releases are immutable and stand side by side. The date of service chooses among them; today's
/// date never does.
public struct Release: Hashable, Sendable {
  /// A file that a release was made from.
  public struct Source: Hashable, Sendable {
    /// The file's name; a member of an archive after `!`, as in `a.zip!b.txt`.
    public let file: String
    /// The SHA-256 of the file that was imported, in hexadecimal.
    public let sha256: String
    /// How many rows of the file became rows of the release.
    public let rows: Int

    /// Makes a source.
    public init(file: String, sha256: String, rows: Int) {
      self.file = file
      self.sha256 = sha256
      self.rows = rows
    }
  }

  /// The code set.
  public let set: CodeSetID
  /// Which of its documents.
  public let component: Component
  /// What the component maps to, for a map; nothing otherwise.
  public let target: CodeSetID?
  /// The edition by the day on which it took effect, such as `2026-04-01`.
  public let edition: String
  /// The edition in words, such as `FY2026, April 2026 update`.
  public let title: String
  /// Who published it.
  public let publisher: String
  /// The days on which it is in force.
  public let period: EffectivePeriod
  /// How many rows it has: codes, terms or pairs.
  public let rows: Int
  /// What it was made from.
  public let sources: [Source]
  /// Tells apart releases of one edition that were made from files which do not say the same; nothing
  /// for the first that was installed.
  public let variant: String?
  /// The name that no other release has: `icd10cm-tabular-2026-04-01`.
  public let name: String

  /// Makes a release.
  public init(
    set: CodeSetID, component: Component, target: CodeSetID? = nil, edition: String, title: String,
    publisher: String, period: EffectivePeriod, rows: Int, sources: [Source],
    variant: String? = nil
  ) {
    self.variant = variant
    self.set = set
    self.component = component
    self.target = target
    self.edition = edition
    self.title = title
    self.publisher = publisher
    self.period = period
    self.rows = rows
    self.sources = sources
    let map = target.map { "-to-\($0)" } ?? ""
    name = "\(set)-\(component.rawValue)\(map)-\(edition)\(variant.map { "-\($0)" } ?? "")"
  }

  /// The same release under a name of its own: the first eight digits of its source's SHA-256.
  public var asVariant: Release {
    Release(
      set: set, component: component, target: target, edition: edition, title: title,
      publisher: publisher, period: period, rows: rows, sources: sources,
      variant: String((sources.first?.sha256 ?? "").prefix(8)))
  }

  /// A reference to a row of this release, for a finding or a decision.
  public func source(_ locator: String) -> RuleSource {
    RuleSource(document: name, locator: locator, sha256: sources.first?.sha256)
  }
}

extension Release {
  /// The release as JSON: the shape of `codes list --json`.
  public var json: JSON {
    .members(
      ("name", .string(name)), ("set", .string(set.description)),
      ("component", .string(component.rawValue)),
      ("target", target.map { .string($0.description) }),
      ("edition", .string(edition)), ("title", .string(title)), ("publisher", .string(publisher)),
      ("effective", .date(period.effective)), ("termination", .date(period.termination)),
      ("variant", variant.map(JSON.string)), ("rows", .int(rows)),
      (
        "sources",
        .array(
          sources.map {
            .members(
              ("file", .string($0.file)), ("sha256", .string($0.sha256)), ("rows", .int($0.rows)))
          })
      ))
  }

  /// Reads what ``json`` wrote; nothing where a member is missing or impossible.
  public init?(json: JSON) {
    guard let set = json["set"]?.string.flatMap(CodeSetID.init(_:)),
      let component = json["component"]?.string.flatMap(Component.init(rawValue:)),
      let edition = json["edition"]?.string, let title = json["title"]?.string,
      let publisher = json["publisher"]?.string, let rows = json["rows"]?.int,
      let effective = json["effective"]?.string.flatMap({ CalendarDate($0) }),
      let period = EffectivePeriod(
        effective: effective,
        termination: json["termination"]?.string.flatMap { CalendarDate($0) })
    else { return nil }
    var sources: [Source] = []
    for source in json["sources"]?.elements ?? [] {
      guard let file = source["file"]?.string, let sha256 = source["sha256"]?.string,
        let count = source["rows"]?.int
      else { return nil }
      sources.append(Source(file: file, sha256: sha256, rows: count))
    }
    self.init(
      set: set, component: component, target: json["target"]?.string.flatMap(CodeSetID.init(_:)),
      edition: edition, title: title, publisher: publisher, period: period, rows: rows,
      sources: sources, variant: json["variant"]?.string)
  }
}
