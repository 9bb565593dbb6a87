"""What has gone back and is not settled yet, in one statement each (REP-06, REP-09)."""

# Boards of a company that went back before `until`. Those shipped before `since`
# count only if they were settled once and reopened, unless `since` is empty.
_OPEN = """
       repair.company_id = %(company)s
   AND repair.date_shipped < %(until)s
   AND repair.settlement_line_id IS NULL
   AND repair.charge_kind IS NOT NULL
   AND repair.charge_disputed IS NOT TRUE
   AND (%(since)s::timestamp IS NULL
        OR repair.date_shipped >= %(since)s
        OR EXISTS (SELECT FROM ruiji_settlement_line settled
                    WHERE settled.repair_id = repair.id))
"""

# What each party would be charged; `parties` empty asks for all.
PREVIEW = f"""
    SELECT repair.settlement_partner_id, repair.charge_currency_id,
           COUNT(*), COUNT(DISTINCT repair.partner_id), SUM(repair.charge)
      FROM repair_order repair
     WHERE {_OPEN}
       AND (%(parties)s::int[] IS NULL
            OR repair.settlement_partner_id = ANY(%(parties)s))
     GROUP BY repair.settlement_partner_id, repair.charge_currency_id
     ORDER BY 1, 2
"""

# One line a board, for any number of settlements. The superior is the one of the day
# whose prices counted. Who comes second to the same boards waits here.
COLLECT = f"""
    WITH taken AS (
        SELECT repair.id, repair.partner_id, repair.contract_id, repair.charge_kind,
               repair.charge, repair.price_level, repair.quotation_id,
               repair.date_received, repair.date_shipped,
               settlement.id AS settlement_id,
               (slip.date_submitted AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                   AS day
          FROM repair_order repair
          JOIN unnest(%(settlements)s::int[], %(parties)s::int[],
                      %(currencies)s::int[]) AS settlement (id, party, currency)
            ON settlement.party = repair.settlement_partner_id
           AND settlement.currency = repair.charge_currency_id
          LEFT JOIN ruiji_repair_slip slip ON slip.id = repair.slip_id
         WHERE {_OPEN}
         ORDER BY repair.id
           FOR UPDATE OF repair
    ),
    settled AS (
        INSERT INTO ruiji_settlement_line
               (settlement_id, repair_id, unit_id, superior_id, contract_id, kind,
                amount, price_level, quotation_id, date_in, date_out, round,
                create_uid, create_date, write_uid, write_date)
        SELECT taken.settlement_id, taken.id, taken.partner_id, superior.ancestor_id,
               taken.contract_id, taken.charge_kind, taken.charge, taken.price_level,
               taken.quotation_id, taken.date_received, taken.date_shipped,
               1 + (SELECT COUNT(*) FROM ruiji_settlement_line earlier
                     WHERE earlier.repair_id = taken.id
                       AND earlier.reversal_of_id IS NULL),
               %(user)s, now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'
          FROM taken
          LEFT JOIN LATERAL (
               SELECT ancestor_id
                 FROM ruiji_unit_ancestry above
                WHERE above.unit_id = taken.partner_id
                  AND above.distance = 1
                  AND (above.date_from IS NULL OR above.date_from <= taken.day)
                  AND (above.date_to IS NULL OR above.date_to >= taken.day)
                LIMIT 1
               ) superior ON TRUE
         ORDER BY taken.partner_id, taken.date_shipped, taken.id
        RETURNING id, repair_id
    )
    UPDATE repair_order repair
       SET settlement_line_id = settled.id
      FROM settled
     WHERE settled.repair_id = repair.id
"""

# Nothing is billed that was not shipped, whoever gets around the application; what
# has been confirmed is neither changed nor removed, it is reversed (REP-09).
GUARD = """
    CREATE OR REPLACE FUNCTION ruiji_settlement_line_is_true() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        confirmed timestamp;
        board record;
        original record;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            SELECT confirmed_on INTO confirmed
              FROM ruiji_settlement WHERE id = OLD.settlement_id;
            IF confirmed IS NOT NULL THEN
                RAISE EXCEPTION 'Lines of a confirmed settlement are final';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
        END IF;
        SELECT confirmed_on INTO confirmed
          FROM ruiji_settlement WHERE id = NEW.settlement_id;
        IF confirmed IS NOT NULL THEN
            RAISE EXCEPTION 'Lines of a confirmed settlement are final';
        END IF;
        SELECT goods_in_id, goods_out_id INTO board
          FROM repair_order WHERE id = NEW.repair_id;
        IF board.goods_in_id IS NULL OR board.goods_out_id IS NULL THEN
            RAISE EXCEPTION 'A board that was not shipped is not settled';
        END IF;
        IF NEW.reversal_of_id IS NOT NULL THEN
            SELECT repair_id, amount INTO original
              FROM ruiji_settlement_line WHERE id = NEW.reversal_of_id;
            IF original.repair_id <> NEW.repair_id
               OR original.amount <> -NEW.amount THEN
                RAISE EXCEPTION 'A reversing line takes back what it reverses';
            END IF;
        END IF;
        RETURN NEW;
    END $$;

    CREATE OR REPLACE TRIGGER ruiji_settlement_line_is_true
     BEFORE INSERT OR UPDATE OR DELETE ON ruiji_settlement_line
        FOR EACH ROW EXECUTE FUNCTION ruiji_settlement_line_is_true();
"""

# What each sending unit brings to a settlement.
UNITS = """
    SELECT MIN(line.id) AS id, line.settlement_id, line.unit_id, line.superior_id,
           COUNT(*) FILTER (WHERE line.reversal_of_id IS NULL) AS board_count,
           COUNT(*) FILTER (WHERE line.kind IN ('paid', 'contract')
                              AND line.reversal_of_id IS NULL) AS charged_count,
           COUNT(*) FILTER (WHERE line.kind = 'warranty'
                              AND line.reversal_of_id IS NULL) AS warranty_count,
           COUNT(*) FILTER (WHERE line.kind IN ('inspection', 'unrepaired')
                              AND line.reversal_of_id IS NULL) AS unrepaired_count,
           SUM(line.amount) AS amount
      FROM ruiji_settlement_line line
     GROUP BY line.settlement_id, line.unit_id, line.superior_id
"""
