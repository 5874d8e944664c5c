// SPDX-License-Identifier: Apache-2.0

import Accounting
import Billing
import CodeSets
import Storage
import TransactionSets
public import Values

/// Why something that a person asked for was not done, as findings that every face can word.
public struct WorkflowFailure: Error, Sendable {
  /// What kind of failure it is: each has one exit code and one HTTP status.
  public enum Kind: Int32, Sendable {
    /// The input is readable and wrong: a claim is held, a code does not exist.
    case rejected = 1
    /// The input cannot be used: a damaged, truncated or foreign file.
    case unusable = 2
    /// What is needed is not installed.
    case notInstalled = 3
    /// The machine said no: a full disk, a missing file, no permission, no network.
    case machine = 4
    /// The wish cannot be meant: two outputs in one place, an output in the place of the input.
    case usage = 64
  }

  /// Everything that is wrong, in order.
  public let findings: [Finding]
  /// The kind.
  public let kind: Kind

  /// Makes a failure.
  public init(_ findings: [Finding], _ kind: Kind) {
    self.findings = findings
    self.kind = kind
  }

  /// Makes a failure from one rule and its facts.
  public init(_ rule: String, _ kind: Kind, _ facts: (String, String)...) {
    self.init(
      [
        Finding(
          rule, .rejects, at: .claim, facts: facts.map { Finding.Fact($0.0, $0.1) })
      ], kind)
  }

  init(_ failure: FileFailure) {
    let kind: Kind =
      switch failure.code {
      case .damagedArchive, .badMarkup, .wrongChecksum, .tooLarge: .unusable
      case .notFound, .noFolder, .unreadable, .unwritable, .diskFull, .programFailed: .machine
      }
    let place = failure.line.map { Place.text(line: $0, byte: nil) } ?? .claim
    self.init(
      [
        Finding(
          Self.rule(of: failure.code), .rejects, at: place,
          facts: [.init("path", failure.path), .init("reason", failure.reason)])
      ], kind)
  }

  init(_ failure: CodebookStore.Failure) {
    switch failure {
    case .file(let failure): self.init(failure)
    case .codebook(let error, let path):
      self.init(Self.rule(of: error.code), .unusable, ("path", path), ("section", error.section))
    case .differs(let name): self.init("import.release-differs", .rejected, ("release", name))
    }
  }

  init(_ error: DatabaseError) {
    let kind: Kind =
      switch error.code {
      case .badAddress: .usage
      case .noClient: .notInstalled
      case .damaged, .newerSchema, .changedSchema: .unusable
      default: .machine
      }
    self.init([error.finding], kind)
  }

  init(_ error: KeyError) {
    let kind: Kind =
      switch error.code {
      case .notFound: .notInstalled
      case .openToOthers: .machine
      case .malformed, .otherRing, .unknownKey, .altered: .unusable
      }
    self.init([error.finding], kind)
  }

  init(_ error: BackupError) {
    let kind: Kind =
      switch error.code {
      case .notABackup, .damaged, .missingFile, .otherHead: .unusable
      case .notEmpty, .noneSoEarly, .noTables: .rejected
      }
    self.init([error.finding], kind)
  }

  init(any error: any Error) {
    switch error {
    case let error as DatabaseError: self.init(error)
    case let error as KeyError: self.init(error)
    case let error as BackupError: self.init(error)
    case let unsound as UnsoundBooks:
      let found = unsound.verification
      self.init(
        found.fault?.rawValue ?? "backup.other-head", .rejected, ("entry", "\(found.entry)"),
        ("path", found.head.practice.description))
    case let error as DeskError: self.init([error.finding], .rejected)
    case let error as PeopleError: self.init([error.finding], .rejected)
    case let error as AccountingError: self.init([error.finding], .rejected)
    case let refused as RefusedEntry: self.init([refused.error.finding], .rejected)
    case let failure as WorkflowFailure: self = failure
    case let failure as FileFailure: self.init(failure)
    case let failure as CodebookStore.Failure: self.init(failure)
    case let failure as ImportFailure: self.init(failure.findings, .unusable)
    case let error as CodebookError:
      self.init(
        Self.rule(of: error.code), .unusable, ("path", "codebook"), ("section", error.section))
    case let error as TransactionSetError: self.init([error.finding], .rejected)
    default: self.init("program.unexpected", .machine, ("error", "\(type(of: error))"))
    }
  }

  /// What is wrong with a document that was imported; empty where it was.
  static func findings(of result: ImportCodes.Result) -> [Finding] {
    switch result.outcome {
    case .imported: []
    case .unrecognised:
      [Finding("import.unrecognised", .rejects, at: .claim, facts: [.init("file", result.file)])]
    case .rejected(let findings): findings
    case .failed(let error): WorkflowFailure(any: error).findings
    }
  }

  private static func rule(of code: FileFailure.Code) -> String {
    switch code {
    case .notFound: "file.not-found"
    case .noFolder: "file.no-folder"
    case .unreadable: "file.unreadable"
    case .unwritable: "file.unwritable"
    case .diskFull: "file.disk-full"
    case .damagedArchive: "file.damaged-archive"
    case .badMarkup: "file.bad-markup"
    case .wrongChecksum: "file.wrong-checksum"
    case .programFailed: "file.program-failed"
    case .tooLarge: "file.too-large"
    }
  }

  private static func rule(of code: CodebookError.Code) -> String {
    switch code {
    case .notACodebook: "codebook.not-a-codebook"
    case .otherFormat: "codebook.other-format"
    case .truncated: "codebook.truncated"
    case .altered: "codebook.altered"
    case .sectionMissing: "codebook.section-missing"
    }
  }
}

/// Runs something that may throw any error, and makes a workflow's failure of it.
func asWorkflow<Value: ~Copyable>(_ body: () throws -> Value) throws(WorkflowFailure) -> Value {
  do { return try body() } catch { throw WorkflowFailure(any: error) }
}
