// SPDX-License-Identifier: Apache-2.0

import Accounting
import Glibc
import Storage
public import Values

/// A practice whose database is open: all of its desks over one connection.
///
///     let practice = try OpenPractice(PracticePlace(installation))
///     try practice.office.claim("OV-1")
///     try practice.people("ann").show("P000001", on: nil)
///
/// One thread may use it at a time. What a server keeps open for a thread is one of these; a command, which asks one
/// thing, opens its desk alone.
public final class OpenPractice {
  /// Where it lies.
  public let place: PracticePlace
  /// The books.
  public let books: Books
  /// The billing office.
  public let office: BillingOffice
  /// Patients' bills.
  public let billing: PatientBilling
  /// The coders' desk.
  public let charts: CodingDesk
  /// Who may come in.
  public let users: Users
  /// Who has done what.
  public let auditLog: AuditLog
  private let own: PracticeDatabase
  private let keysStamp: String
  private var queries: CodeQueries?
  private var search: SearchCodes?

  /// Opens a practice's part of a database.
  ///
  /// - Parameter isNew: Whether a file may be made where there is none.
  /// - Throws: ``WorkflowFailure``: `keys.…`, `database.…`.
  public init(_ place: PracticePlace, isNew: Bool = false) throws(WorkflowFailure) {
    self.place = place
    keysStamp = Self.stamp(place.keys)
    own = try place.own(isNew: isNew)
    books = try Books(own)
    office = try BillingOffice(books, keys: place.keys)
    billing = try PatientBilling(books, keys: place.keys)
    charts = CodingDesk(office, place.installation)
    users = try Users(own)
    auditLog = try AuditLog(own)
  }

  /// Whether the file of keys is another than when it was opened: it is to be opened again.
  ///
  /// - Complexity: one look at the file's times.
  public var isStale: Bool { Self.stamp(place.keys) != keysStamp }

  private static func stamp(_ path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    return "\(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_ino)"
  }

  /// The name of the practice.
  public var name: String { own.practice.description }

  /// What counts as now.
  public var moment: Instant { office.moment }

  /// What counts as today.
  public var today: CalendarDate { office.moment.date }

  /// The patients, for somebody.
  public func people(_ user: String) throws(WorkflowFailure) -> People {
    try People(own, user: user)
  }

  /// The payers and providers, for somebody.
  public func partners(_ user: String) throws(WorkflowFailure) -> Partners {
    try Partners(own, user: user)
  }

  /// The front desk, for somebody.
  public func desk(_ user: String) throws(WorkflowFailure) -> Desk {
    try Desk(own, place.installation, user: user)
  }

  /// The installed code sets; opened when they are first asked for.
  public func codes() throws(WorkflowFailure) -> CodeQueries {
    if let queries { return queries }
    let opened = try CodeQueries(place.installation)
    queries = opened
    return opened
  }

  /// Codes that fit some words; opened when it is first asked for.
  public func searchCodes(_ text: String, limit: Int) throws(WorkflowFailure) -> JSON {
    if search == nil { search = try SearchCodes(codes(), in: nil, on: nil) }
    return search?.results(for: text, limit: limit) ?? .null
  }
}
