// SPDX-License-Identifier: Apache-2.0

import CodeSets
import Pricing
import Storage
public import Values

/// Contracts with payers and the schedules that belong to them: read, installed in versions that stand side by
/// side.
public struct ContractFiles: Sendable {
  /// A contract with what it is read from.
  struct Agreement: Sendable {
    var contract: PayerContract
    var schedule: OwnSchedule?
    var charges: OwnSchedule?
    /// The factors of hospitals, by which Medicare would pay them.
    var hospitals: [HospitalFactors] = []
    /// The SHA-256 of the contract's file in hexadecimal.
    var sha256: String
  }

  /// The paths of a contract and of the schedules that go with it.
  public struct Paths: Sendable {
    /// The contract, in YAML or JSON.
    public var contract: String
    /// The payer's fee schedule.
    public var schedule: String?
    /// The charge master.
    public var charges: String?
    /// The factors of hospitals.
    public var hospitals: [String]

    /// Names the files.
    public init(
      contract: String, schedule: String? = nil, charges: String? = nil, hospitals: [String] = []
    ) {
      self.contract = contract
      self.schedule = schedule
      self.charges = charges
      self.hospitals = hospitals
    }

    /// Takes a contract and what stands beside it under the same name, as an installation keeps them:
    /// `NAME.schedule.csv`, `NAME.charges.csv`, `NAME.hospital-1.json` and so on.
    public init(beside contract: String) {
      let stem = contract.hasSuffix(".yaml") ? String(contract.dropLast(5)) : contract
      func path(_ part: String) -> String? {
        Files.exists("\(stem).\(part)") ? "\(stem).\(part)" : nil
      }
      var hospitals: [String] = []
      while let next = path("hospital-\(hospitals.count + 1).json") { hospitals.append(next) }
      self.init(
        contract: contract, schedule: path("schedule.csv"), charges: path("charges.csv"),
        hospitals: hospitals)
    }

    var all: [(part: String, path: String)] {
      [("yaml", contract)]
        + [("schedule.csv", schedule), ("charges.csv", charges)].compactMap {
          part, path in path.map { (part, $0) }
        }
        + hospitals.enumerated().map { ("hospital-\($0 + 1).json", $1) }
    }
  }

  private let installation: Installation

  /// Takes an installation.
  public init(_ installation: Installation) { self.installation = installation }

  private var folder: String { "\(installation.home)/contracts" }

  /// Reads a contract and its schedules.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with any of the files.
  static func agreement(_ paths: Paths) throws(WorkflowFailure) -> Agreement {
    var findings: [Finding] = []
    let bytes = try asWorkflow { try Files.read(paths.contract) }
    let contract = contract(bytes, file: paths.contract, &findings)
    let schedule = try schedule(paths.schedule, &findings)
    let charges = try self.schedule(paths.charges, &findings)
    let hospitals = try HospitalFactors.read(paths.hospitals, &findings)
    guard let contract, findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
    return Agreement(
      contract: contract, schedule: schedule, charges: charges, hospitals: hospitals,
      sha256: SHA256.hexadecimal(of: bytes))
  }

  /// Reads a contract; JSON is YAML too.
  private static func contract(
    _ bytes: [UInt8], file: String, _ findings: inout [Finding]
  ) -> PayerContract? {
    let reader: YAMLReader
    do {
      reader = try YAMLReader(bytes)
    } catch {
      findings.append(
        Finding(
          "price.contract-unreadable", .rejects, at: .text(line: error.line, byte: nil),
          facts: [.init("file", file), .init("reason", error.reason)]))
      return nil
    }
    let (contract, found) = PayerContract.read(reader.document)
    findings += found
    return contract
  }

  /// Reads a schedule; its faults are told as those of the user's file.
  private static func schedule(
    _ path: String?, _ findings: inout [Finding]
  ) throws(WorkflowFailure) -> OwnSchedule? {
    guard let path else { return nil }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return schedule(try asWorkflow { try Files.read(path) }, name: name, &findings)
  }

  /// Reads the bytes of a schedule.
  private static func schedule(
    _ bytes: [UInt8], name: String, _ findings: inout [Finding]
  ) -> OwnSchedule? {
    let file = PublishedFile(
      name: name, bytes: bytes, sha256: SHA256.hexadecimal(of: bytes))
    do throws(ImportFailure) {
      return try OwnSchedule(file)
    } catch {
      findings += error.findings.map { fault in
        func fact(_ name: String) -> String? { fault.facts.first { $0.name == name }?.value }
        let reason =
          fact("first").map { "\(fact("code") ?? "") stands in line \($0) too" }
          ?? fact("reason") ?? fault.rule
        return Finding(
          "price.bad-schedule", .rejects, at: fault.place,
          facts: [
            .init("file", file.name), .init("reason", reason), .init("found", fact("found") ?? ""),
          ])
      }
      return nil
    }
  }

  /// Reads a contract and what goes with it from one document: `contract`, `schedule` and `charges` as texts of
  /// CSV, `hospitals`.
  ///
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with any of them.
  static func agreement(in document: JSON) throws(WorkflowFailure) -> Agreement {
    let json = document["contract"] ?? .null
    var (contract, findings) = PayerContract.read(json)
    func schedule(_ name: String) -> OwnSchedule? {
      guard let value = document[name], value != .null else { return nil }
      return Self.schedule(Array((value.string ?? "").utf8), name: name, &findings)
    }
    let (fees, charges) = (schedule("schedule"), schedule("charges"))
    let hospitals = (document["hospitals"]?.elements ?? []).compactMap {
      HospitalFactors($0, &findings)
    }
    guard let contract, findings.isEmpty else { throw WorkflowFailure(findings, .unusable) }
    return Agreement(
      contract: contract, schedule: fees, charges: charges, hospitals: hospitals,
      sha256: SHA256.hexadecimal(of: Array(json.line.utf8)))
  }

  /// Reads the files and says what they hold.
  ///
  /// - Returns: `name`, `version`, `payer`, `plan`, `effective`, `termination`, `terms`, and the numbers of rows
  ///   `schedule_rows` and `charge_rows`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong with any of the files.
  public static func check(_ paths: Paths) throws(WorkflowFailure) -> JSON {
    json(try agreement(paths))
  }

  /// Installs a contract with its schedules; a version, once installed, does not change.
  ///
  /// - Returns: What ``check(_:)`` does, with `outcome`: `added` or `present`.
  /// - Throws: ``WorkflowFailure`` with everything that is wrong, or `price.contract-differs`.
  public func install(_ paths: Paths) throws(WorkflowFailure) -> JSON {
    let agreement = try Self.agreement(paths)
    let contract = agreement.contract
    let stem = "\(folder)/\(contract.name) \(contract.version)"
    return try asWorkflow {
      try Files.makeFolder(folder)
      let given = paths.all
      let isInstalled = Files.exists("\(stem).yaml")
      if isInstalled {
        let old = Paths(beside: "\(stem).yaml").all
        var isSame = old.map(\.part) == given.map(\.part)
        for (old, new) in zip(old, given) where isSame {
          isSame = try Files.read(old.path) == Files.read(new.path)
        }
        guard isSame else {
          throw WorkflowFailure(
            "price.contract-differs", .rejected, ("contract", contract.name),
            ("version", contract.version))
        }
      }
      // The contract comes last: a schedule without it is not looked at.
      for (part, path) in given.reversed() where !isInstalled {
        try Files.write(try Files.read(path), to: "\(stem).\(part)")
      }
      return .object(
        Self.json(agreement).members
          + [JSON.Member("outcome", .string(isInstalled ? "present" : "added"))])
    }
  }

  /// The contracts that are installed, by name and version.
  public func list() throws(WorkflowFailure) -> JSON {
    .array(try agreements().map(Self.json))
  }

  /// The installed contracts in the order of their files' names.
  func agreements() throws(WorkflowFailure) -> [Agreement] {
    guard Files.isFolder(folder) else { return [] }
    let names = try asWorkflow { try Files.names(in: folder) }
    var agreements: [Agreement] = []
    for name in names.sorted() where name.hasSuffix(".yaml") {
      agreements.append(try Self.agreement(Paths(beside: "\(folder)/\(name)")))
    }
    return agreements
  }

  static func json(_ agreement: Agreement) -> JSON {
    let contract = agreement.contract
    return .members(
      ("name", .string(contract.name)), ("version", .string(contract.version)),
      ("payer", contract.payer.map(JSON.string)), ("plan", contract.plan.map(JSON.string)),
      ("effective", .date(contract.period.effective)),
      ("termination", contract.period.termination.map(JSON.date)),
      ("terms", .int(contract.terms.count)),
      ("schedule_rows", agreement.schedule.map { .int($0.rows.count) }),
      ("charge_rows", agreement.charges.map { .int($0.rows.count) }),
      ("hospitals", agreement.hospitals.isEmpty ? nil : .int(agreement.hospitals.count)),
      ("sha256", .string(agreement.sha256)))
  }
}

extension ContractFiles {
  /// A contract with an invented payer.
  public static var example: [UInt8] { Assets.bytes("pricing/example-contract.yaml") }
}
