// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Grouping
import Storage
import Values

/// The risk adjustment models of an installation, for one payment year and one reading.
public struct HccModels: Sendable {
  /// Which models are wanted.
  public struct Wish: Sendable {
    /// The payment year; nothing for the newest whose coefficients are settled.
    public var year: Int?
    /// By whose reading scores are worked out.
    public var reading = RiskRules.Reading.reference

    /// The newest settled year, by the reading of the peer.
    public init() {}
  }

  /// The payment year.
  public let year: Int
  let reading: RiskRules.Reading
  let library: RiskLibrary
  let codes: CodeLibrary

  /// Opens the tables of an installation.
  ///
  /// - Throws: ``WorkflowFailure``: `hcc.not-installed`, `hcc.no-such-year`.
  public init(_ installation: Installation, _ wish: Wish = Wish()) throws(WorkflowFailure) {
    guard let rules = RiskRules({ Assets.bytes("hcc/\($0).tsv") }) else {
      preconditionFailure("a table of hcc is malformed")
    }
    codes = try asWorkflow { try installation.library() }
    library = RiskLibrary(codes, rules)
    guard let newest = library.defaultYear else {
      throw WorkflowFailure("hcc.not-installed", .notInstalled)
    }
    year = wish.year ?? newest
    reading = wish.reading
    guard library.years.contains(year) else {
      throw WorkflowFailure(
        "hcc.no-such-year", .notInstalled, ("year", "\(year)"),
        ("years", library.years.map(String.init).joined(separator: ", ")))
    }
  }

  /// Opens the tables of an installation for a payment year and a reading by its name.
  ///
  /// - Throws: as ``init(_:_:)`` does.
  public init(
    _ installation: Installation, year: Int?, reading: String
  ) throws(WorkflowFailure) {
    var wish = Wish()
    wish.year = year
    wish.reading = RiskRules.Reading(rawValue: reading) ?? .reference
    try self.init(installation, wish)
  }

  /// The names of the readings.
  public static var readings: [String] { RiskRules.Reading.allCases.map(\.rawValue) }

  /// The same tables by another wish.
  init(_ other: HccModels, _ wish: Wish) {
    codes = other.codes
    library = other.library
    year = wish.year ?? other.year
    reading = wish.reading
  }

  /// The names of the models, short and as published.
  public static var names: [(short: String, name: String)] {
    RiskRules({ Assets.bytes("hcc/\($0).tsv") })?.names ?? []
  }

  /// A model by its short or published name.
  ///
  /// - Throws: ``WorkflowFailure``: `hcc.unknown-model`, `hcc.not-in-year`.
  public func model(_ name: String) throws(WorkflowFailure) -> RiskModel {
    do {
      return try library.model(name, year: year, reading)
    } catch let failure as RiskLibrary.Failure {
      switch failure {
      case .notInstalled: throw WorkflowFailure("hcc.not-installed", .notInstalled)
      case .unknownModel:
        throw WorkflowFailure(
          "hcc.unknown-model", .usage, ("model", name),
          ("models", library.rules.names.map(\.short).joined(separator: ", ")))
      case .notInYear:
        throw WorkflowFailure(
          "hcc.not-in-year", .notInstalled, ("model", name), ("year", "\(year)"))
      }
    } catch { throw WorkflowFailure(any: error) }
  }
}
