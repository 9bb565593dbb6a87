"""The statement that compares two price lists line by line, free of the ORM.

Every line of either list comes back once, with what became of it, how many
boards of the past period it would have priced, and what those cost by the one
list and by the other. A board belongs to the line that prices it most exactly
in either list, so that the lines add up to the whole.
"""

# Of lines that followed each other in time, the one that came last. What the old
# list never published never counted; of the new one drafts are looked at, too.
_LAST_LINES = """
    SELECT DISTINCT ON (categ_id, device_model_id, product_id)
           id, categ_id, device_model_id, product_id, price,
           CASE WHEN product_id IS NOT NULL THEN 1
                WHEN device_model_id IS NOT NULL THEN 2 ELSE 3 END AS specificity
      FROM ruiji_repair_price line
     WHERE %({scope})s {state}
     ORDER BY categ_id, device_model_id, product_id, date_start DESC NULLS LAST, id DESC
"""

_PUBLISHED = "AND state = 'published'"

# One equality join per key and list: a condition that tried all keys at once
# would compare every board with every line.
_BEST = """
      LEFT JOIN {side}_line {side}_board ON {side}_board.product_id = sent.product_id
      LEFT JOIN {side}_line {side}_model ON {side}_model.product_id IS NULL
            AND {side}_model.device_model_id = sent.device_model_id
      LEFT JOIN {side}_line {side}_categ ON {side}_categ.product_id IS NULL
            AND {side}_categ.device_model_id IS NULL
            AND {side}_categ.categ_id = sent.categ_id
"""

COMPARE = f"""
WITH old_line AS MATERIALIZED ({_LAST_LINES.format(scope="old", state=_PUBLISHED)}),
new_line AS MATERIALIZED ({_LAST_LINES.format(scope="new", state="")}),
sent AS (
    SELECT repair.product_id, board.device_model_id, board.categ_id,
           COUNT(*) AS boards
      FROM repair_order repair
      JOIN ruiji_repair_slip slip ON slip.id = repair.slip_id
      JOIN ruiji_repair_price line ON line.id = repair.price_line_id
      JOIN product_product product ON product.id = repair.product_id
      JOIN product_template board ON board.id = product.product_tmpl_id
     WHERE %(volume)s
       AND slip.date_submitted >= %(since)s
       AND repair.state <> 'cancel'
     GROUP BY 1, 2, 3
),
told AS (
    SELECT sent.boards,
           COALESCE(old_board.id, old_model.id, old_categ.id) AS old_id,
           COALESCE(new_board.id, new_model.id, new_categ.id) AS new_id
      FROM sent
           {_BEST.format(side="old")}
           {_BEST.format(side="new")}
),
volume AS (
    SELECT CASE WHEN new.specificity <= COALESCE(old.specificity, 9)
                THEN new.id ELSE -old.id END AS line_ref,
           SUM(told.boards) AS boards,
           SUM(told.boards) FILTER (WHERE new.id IS NULL) AS boards_without,
           SUM(told.boards * old.price) FILTER (WHERE new.id IS NOT NULL) AS old_total,
           SUM(told.boards * new.price) FILTER (WHERE old.id IS NOT NULL) AS new_total
      FROM told
      LEFT JOIN old_line old ON old.id = told.old_id
      LEFT JOIN new_line new ON new.id = told.new_id
     GROUP BY 1
),
line AS (
    SELECT old.id AS old_line_id,
           new.id AS new_line_id,
           COALESCE(new.categ_id, old.categ_id) AS categ_id,
           COALESCE(new.device_model_id, old.device_model_id) AS device_model_id,
           COALESCE(new.product_id, old.product_id) AS product_id,
           old.price AS old_price,
           new.price AS new_price,
           COALESCE(new.id, -old.id) AS line_ref
      FROM old_line old
      FULL JOIN new_line new
        ON new.categ_id = old.categ_id
       AND COALESCE(new.device_model_id, 0) = COALESCE(old.device_model_id, 0)
       AND COALESCE(new.product_id, 0) = COALESCE(old.product_id, 0)
)
SELECT line.old_line_id, line.new_line_id,
       line.categ_id, line.device_model_id, line.product_id,
       line.old_price, line.new_price,
       CASE WHEN line.old_line_id IS NULL THEN 'added'
            WHEN line.new_line_id IS NULL THEN 'dropped'
            WHEN line.old_price <> line.new_price THEN 'repriced'
            ELSE 'same' END AS change,
       CASE WHEN line.old_price > 0
            THEN (line.new_price - line.old_price) / line.old_price END AS ratio,
       COALESCE(volume.boards, 0) AS boards,
       COALESCE(volume.boards_without, 0) AS boards_without,
       COALESCE(volume.old_total, 0) AS old_total,
       COALESCE(volume.new_total, 0) AS new_total
  FROM line
  LEFT JOIN volume USING (line_ref)
 ORDER BY line.categ_id, line.device_model_id NULLS FIRST,
          line.product_id NULLS FIRST
"""
