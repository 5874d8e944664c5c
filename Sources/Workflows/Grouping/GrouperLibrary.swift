// SPDX-License-Identifier: Apache-2.0

import CodeSets
public import Grouping
import Storage
import Synchronization
public import Values

/// The groupers of an installation: each is opened and checked when it is first needed, and then kept.
public final class GrouperLibrary: Sendable {
  private let codes: CodeLibrary
  private let opened = Mutex<[String: Grouper]>([:])
  /// The code editor for the days that no grouper covers.
  let editor: CodeEditor?

  /// Takes the groupers of an installation.
  ///
  /// - Parameter known: The knowledge date: later releases are not looked at.
  /// - Throws: ``WorkflowFailure``: `group.not-installed` where there is none.
  public convenience init(
    _ installation: Installation, known: CalendarDate? = nil
  ) throws(WorkflowFailure) {
    try self.init(asWorkflow { try installation.library(known: known) })
  }

  /// Takes the groupers of a library.
  ///
  /// - Throws: ``WorkflowFailure``: `group.not-installed` where there is none.
  init(_ codes: CodeLibrary) throws(WorkflowFailure) {
    self.codes = codes
    editor = try asWorkflow {
      try codes.releases(of: .codeEditor, .grouper).first.map {
        try CodeEditor(codes.codebook($0))
      }
    }
    guard !codes.releases(of: .msdrg, .grouper).isEmpty else {
      throw WorkflowFailure("group.not-installed", .notInstalled, ("grouper", "MS-DRG"))
    }
  }

  /// The versions installed, the newest first: 431 is version 43.1.
  public var versions: [(version: Int, period: EffectivePeriod)] {
    codes.releases(of: .msdrg, .grouper).map { (Self.version(of: $0), $0.period) }
  }

  /// The grouper of a version, or where none is named, of a day of discharge; nothing where none is installed.
  ///
  /// - Throws: ``WorkflowFailure`` for a codebook that is damaged.
  public func grouper(
    version: Int? = nil, on day: CalendarDate
  ) throws(WorkflowFailure) -> Grouper? {
    let release = codes.releases(of: .msdrg, .grouper).first { release in
      version.map { $0 == Self.version(of: release) } ?? release.period.contains(day)
    }
    guard let release else { return nil }
    if let grouper = opened.withLock({ $0[release.name] }) { return grouper }
    let grouper = try asWorkflow { try Grouper(codes.codebook(release), editor: editor) }
    opened.withLock { $0[release.name] = grouper }
    return grouper
  }

  /// The version that a release is, by the day on which it took effect: 431 is that of April 2026.
  private static func version(of release: Release) -> Int {
    let (year, month, _) = release.period.effective.parts
    return (month >= 10 ? year + 1 : year) * 10 - 19_830 + (month >= 10 ? 0 : 1)
  }
}
