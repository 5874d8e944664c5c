// SPDX-License-Identifier: Apache-2.0

public import Values

extension AccountStore {
  private func codePlace(_ home: String, _ login: String) throws -> FieldPlace {
    guard let home = PracticeID(home) else { throw DatabaseError(.wrongType, reason: "app_user") }
    return FieldPlace(home, "app_user", "totp", row: [login])
  }

  /// Keeps the secret of a user's codes, sealed, with new recovery codes in the place of those before.
  ///
  /// - Returns: The recovery codes: they are told once, and kept as their hashes.
  public func setCodes(_ secret: [UInt8], of login: String) throws -> [String] {
    try database.transaction {
      guard
        let home = try database.run(
          "SELECT practice FROM app_user WHERE login = ?", [.text(login)]
        ).first?.text(0)
      else { return [] }
      try database.run(
        "UPDATE app_user SET totp = ?, totp_step = 0 WHERE practice = ? AND login = ?",
        [.bytes(cipher.seal(secret, at: codePlace(home, login))), .text(home), .text(login)])
      try database.run("DELETE FROM recovery_code WHERE login = ?", [.text(login)])
      let codes = (0..<10).map { _ in Secrets.text(9) }
      try database.insert(
        into: "recovery_code (login, digest)",
        rows: codes.map { [.text(login), .bytes(Self.digest($0))] })
      return codes
    }
  }

  /// Takes a user's codes away, such as where the telephone is lost.
  public func removeCodes(of login: String) throws {
    try database.transaction {
      try database.run(
        "UPDATE app_user SET totp = NULL, totp_step = 0 WHERE login = ?", [.text(login)])
      try database.run("DELETE FROM recovery_code WHERE login = ?", [.text(login)])
    }
  }

  /// Uses a code that the user's application shows: once, and only while it is good.
  public func useCode(_ code: String, of login: String, at moment: Instant) throws -> Bool {
    try database.transaction {
      let row = try database.run(
        "SELECT practice, totp, totp_step FROM app_user WHERE login = ? AND totp IS NOT NULL",
        [.text(login)]
      ).first
      guard let row else { return false }
      let secret = try cipher.open(row.bytes(1), at: codePlace(row.text(0), login))
      let last = Int64(try row.int(2))
      guard
        let step = OneTimeCode(secret: secret).step(
          of: code, at: moment.microseconds / 1_000_000, after: last)
      else { return false }
      return try !database.run(
        "UPDATE app_user SET totp_step = ? WHERE login = ? AND totp_step = ? RETURNING login",
        [.int(Int(step)), .text(login), .int(Int(last))]
      ).isEmpty
    }
  }

  /// Uses a recovery code: each once.
  public func useRecoveryCode(_ code: String, of login: String, at moment: Instant) throws -> Bool {
    try !database.run(
      "UPDATE recovery_code SET used = ? WHERE login = ? AND digest = ? AND used IS NULL RETURNING login",
      [.int(Int(moment.microseconds)), .text(login), .bytes(Self.digest(code))]
    ).isEmpty
  }

  /// How many recovery codes are left.
  public func recoveryCodes(of login: String) throws -> Int {
    try database.run(
      "SELECT COUNT(*) FROM recovery_code WHERE login = ? AND used IS NULL", [.text(login)])[0]
      .int(0)
  }

  /// What is kept of a secret that nobody can guess.
  static func digest(_ secret: String) -> [UInt8] { SHA256.digest(of: Array(secret.utf8)).bytes }
}
