// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import Storage
import TestSupport
import Testing
import Values
import Workflows

/// Books of one test with patients' bills over them.
struct BillingTrial {
  let place: TestDatabase
  let folder: TemporaryFolder
  let books: Books
  let billing: PatientBilling
  let ledger: LedgerStore
  let practice: PracticeID

  init(_ engine: TestEngine, from day: CalendarDate = SampleEncounter.day("2026-01-01")) throws {
    place = try engine.place()
    folder = try TemporaryFolder()
    let address: String =
      switch place.address {
      case .sqlite(let path): "sqlite:\(path)"
      case .postgreSQL(let text): text
      }
    let installation = Installation(home: folder.path)
    books = try Books(database: address, practice: "main", installation, isNew: true)
    _ = try books.open(from: day)
    let people = (0..<100).map { #"{"id": "G\#($0)", "name": "Invented \#($0)"}"# }
    let text =
      #"{"practice": {"name": "Example"}, "guarantors": [\#(people.joined(separator: ","))]}"#
    let accounts = try folder.file("accounts.json", Array(text.utf8))
    try KeyFile.begin(installation.keys(nil), installation)
    billing = try PatientBilling(books, keys: installation.keys(nil), accounts: accounts)
    ledger = try place.ledger()
    practice = try #require(PracticeID("main"))
  }

  /// Adds an entry that moves amounts.
  func post(
    _ kind: EntryKind, _ key: String, on day: String, _ moves: (inout EntryDraft) -> Void
  ) throws {
    let day = SampleEncounter.day(day)
    var draft = EntryDraft(
      kind, in: practice, key: try #require(SourceKey(key)), effective: day,
      posted: Instant(startOf: day), source: .sample)
    moves(&draft)
    try ledger.append([draft.entry()], to: practice)
  }

  /// A claim of which the patient owes something and a payer the rest.
  func claim(
    _ name: String, guarantor: String = "G1", due: Int64, waiting: Int64 = 0,
    on day: String = "2026-01-10"
  ) throws {
    let subject = Subject(
      patient: SubjectID("P-\(guarantor)"), guarantor: SubjectID(guarantor),
      payer: SubjectID("PAYER1"), claim: SubjectID(name), line: 1)
    try post(.charge, "charge/\(name)", on: day) {
      $0.charge(Money(cents: due + waiting), subject)
      $0.leaveToPatient(Money(cents: due), subject)
    }
  }

  func balance(_ account: Account, of guarantor: String) throws -> Money {
    try ledger.items(ofGuarantor: #require(SubjectID(guarantor)), in: practice)
      .filter { $0.key.account == account }.reduce(.zero) { $0 + $1.balance }
  }

  func total(_ account: Int) throws -> Money {
    try ledger.trialBalance(of: practice).rows.first { $0.account.number == account }?
      .turnover.balance ?? .zero
  }
}

extension JSON {
  /// The amount of a member.
  func amount(_ name: String) -> Money? { self[name]?.digits.flatMap { Money($0) } }
}
