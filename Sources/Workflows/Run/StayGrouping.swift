// SPDX-License-Identifier: Apache-2.0

import Claims
import Grouping
import Values

/// The groups of the inpatient stays of a run.
final class StayGrouping {
  private let installation: Installation
  private let known: CalendarDate?
  private var told: ExplainStay?
  private var isOpened = false

  init(_ installation: Installation, known: CalendarDate?) {
    self.installation = installation
    self.known = known
  }

  /// The group of the stay of an encounter in one line of JSON; nothing for an encounter that is none, and where no
  /// grouper is installed for its day. What the code editor finds is told with the other edits.
  func group(_ encounter: Encounter) throws(WorkflowFailure) -> JSON? {
    guard encounter.isInpatientStay else { return nil }
    if !isOpened {
      isOpened = true
      do { told = try ExplainStay(installation, known: known) } catch
        where error.kind == .notInstalled
      {
        told = nil
      }
    }
    guard var told else { return nil }
    defer { self.told = told }
    do {
      return try told.grouped(ReadStay(encounter))
    } catch  where error.kind == .notInstalled { return nil }
  }
}
