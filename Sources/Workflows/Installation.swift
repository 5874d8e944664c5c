// SPDX-License-Identifier: Apache-2.0

public import CodeSets
import Glibc
public import Storage
public import Values

/// Where Cleanclaim keeps what it was given, and what lies there.
public struct Installation: Sendable {
  /// The folder: `$CLEANCLAIM_HOME`, else `cleanclaim` under the user's data folder.
  public let home: String

  /// The names of the releases that may be looked at; nothing for all that lie there.
  let only: Set<String>?
  /// Tables that take the place of what is installed of the same sets.
  private(set) var trial: TrialTables?
  /// The knowledge date of questions that have none of their own.
  private var known: CalendarDate?

  /// Takes a folder, or finds the usual one.
  public init(home: String? = nil) {
    only = nil
    if let home, !home.isEmpty {
      self.home = home
    } else if let home = Self.variable("CLEANCLAIM_HOME") {
      self.home = home
    } else if let data = Self.variable("XDG_DATA_HOME") {
      self.home = "\(data)/cleanclaim"
    } else {
      self.home = "\(Self.variable("HOME") ?? ".")/.local/share/cleanclaim"
    }
  }

  private init(home: String, only: Set<String>) {
    (self.home, self.only) = (home, only)
  }

  /// The same installation as it was when it had these releases and no others.
  func limited(to releases: Set<String>) -> Installation {
    Installation(home: home, only: releases)
  }

  /// The same installation with tables in the place of what is installed of the same sets.
  func trying(_ tables: TrialTables) -> Installation {
    var installation = self
    installation.trial = tables
    return installation
  }

  /// The same installation as it was known on a day: releases that took effect later are not looked at.
  public func known(on day: CalendarDate?) -> Installation {
    var installation = self
    installation.known = day
    return installation
  }

  /// The codebook files.
  public var codebooks: CodebookStore { CodebookStore(folder: "\(home)/codebook") }

  /// The folder that downloaded packages are kept in.
  public var packages: String { "\(home)/packages" }

  /// The file of keys: what was named, else `$CLEANCLAIM_KEYS`, else `keys` in the installation.
  public func keys(_ named: String?) -> String {
    named ?? Self.variable("CLEANCLAIM_KEYS") ?? "\(home)/keys"
  }

  /// The code sets installed.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  public func library(known: CalendarDate? = nil) throws -> CodeLibrary {
    let shelf = CodebookShelf(codebooks)
    let releases = try codebooks.releases().filter { only?.contains($0.name) ?? true }
    let library = CodeLibrary(
      releases: releases, known: known ?? self.known, calendar: Assets.editions
    ) { try shelf.open($0) }
    return trial?.over(library) ?? library
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
